import {
  extractSvg,
  isCertainlyVisible,
  type SvgRejection,
  sanitizeSvg,
  showSurroundings,
  type ViewBox,
} from '@chatsvg/svg'
import { findFault, type PictureOptions, type SvgStyle } from '../../models/index.ts'
import { sizeOf } from './canvas.ts'
import { describeGroups } from './describe-groups.ts'
import type { UnusableReason } from './drawing-errors.ts'
import { surroundingsFactor } from './look.ts'

/**
 * The result of a model's answer: a picture that the policy accepts, or what is wrong, in words for the
 * model.
 */
export type FinishedAnswer =
  | {
      ok: true
      svg: string
      viewBox: ViewBox
      /** How it contradicts the request, if that was asked. */
      fault: string | undefined
      /** What must be rendered to see whether it shows something; null if that is certain. */
      toLookAt: PictureToLookAt | null
    }
  | { ok: false; reason: UnusableReason; problem: string }

/** Facts about a sanitised picture, computed where its tree is, for callers in another thread. */
export type PictureToLookAt = {
  /** The text of the picture in the middle of a larger canvas (`surroundingsFactor`). */
  surroundings: string
  viewBox: ViewBox
  /** The number of shapes. */
  shapes: number
}

export type AnswerToFinish = PictureToFinish & { answer: string }

/** `idPrefix` as `idPrefixOf` makes it. */
export type PictureToFinish = {
  idPrefix: string
  /** Whether to find out how the picture contradicts the request, for a model that can repair it. */
  findsFault: boolean
  request: PictureOptions & { style: SvgStyle; prompt: string }
}

/** Finds the SVG in an answer, and finishes it. */
export function finishAnswer({ answer, ...toFinish }: AnswerToFinish): FinishedAnswer {
  const extracted = extractSvg(answer)
  if (!extracted.ok) return unusable('no_svg', `there is no whole SVG in it (${extracted.reason})`)
  return finishSvg(extracted.svg, toFinish)
}

/** Sanitising, and all questions about the picture's tree, which is too large to be passed on. */
export function finishSvg(
  source: string,
  { idPrefix, findsFault, request }: PictureToFinish,
): FinishedAnswer {
  const sanitised = sanitizeSvg(source, {
    idPrefix,
    defaultSize: sizeOf(request),
    // The title is the prompt and the description lists the names of groups, unless the picture has its own.
    describe: (picture) => ({ title: request.prompt, description: describeGroups(picture) }),
  })
  if (!sanitised.ok) return unusable(sanitised.rejection.code, describeRejection(sanitised.rejection))
  if (sanitised.notes.some(({ code }) => code === 'nothing_drawn'))
    return unusable('nothing_drawn', 'nothing in it can be drawn')
  const { svg, picture, viewBox, shapes } = sanitised
  const fault = findsFault ? findFault(sanitised, request) : undefined
  if (isCertainlyVisible(picture, viewBox, shapes)) return { ok: true, svg, viewBox, fault, toLookAt: null }
  const surroundings = showSurroundings(picture, viewBox, surroundingsFactor)
  return { ok: true, svg, viewBox, fault, toLookAt: { surroundings, viewBox, shapes } }
}

const unusable = (reason: UnusableReason, problem: string): FinishedAnswer => ({ ok: false, reason, problem })

function describeRejection({ code, message, line }: SvgRejection): string {
  return `${code}${line === undefined ? '' : ` in line ${line}`}: ${message}`
}
