import { extractSvg, type SvgRejection, sanitizeSvg } from '@chatsvg/svg'
import { besideModule, type ThreadTask } from '../../platform/threads/index.ts'
import { canvasSize } from './canvas.ts'
import type { UnusableReason } from './drawing-errors.ts'

/**
 * The result of a model's answer: a picture that the policy accepts, or what is wrong, in words for the
 * model.
 */
export type FinishedAnswer =
  | { ok: true; svg: string }
  | { ok: false; reason: UnusableReason; problem: string }

/** `idPrefix` as `idPrefixOf` makes it. */
export type AnswerToFinish = { answer: string; idPrefix: string }

/** `finishAnswer` for a thread: it takes some milliseconds of CPU time, and much more for a large answer. */
export const finishAnswerTask: ThreadTask<AnswerToFinish, FinishedAnswer> = {
  module: besideModule(import.meta.url, './finish-answer'),
  name: 'finishAnswer',
}

/** Extraction and sanitising. */
export function finishAnswer({ answer, idPrefix }: AnswerToFinish): FinishedAnswer {
  const extracted = extractSvg(answer)
  if (!extracted.ok) return unusable('no_svg', `there is no whole SVG in it (${extracted.reason})`)
  const policed = sanitizeSvg(extracted.svg, { idPrefix, defaultSize: canvasSize })
  if (!policed.ok) return unusable(policed.rejection.code, describeRejection(policed.rejection))
  if (policed.notes.some(({ code }) => code === 'nothing_drawn'))
    return unusable('nothing_drawn', 'nothing in it can be drawn')
  return { ok: true, svg: policed.svg }
}

const unusable = (reason: UnusableReason, problem: string): FinishedAnswer => ({ ok: false, reason, problem })

function describeRejection({ code, message, line }: SvgRejection): string {
  return `${code}${line === undefined ? '' : ` in line ${line}`}: ${message}`
}
