import type { Library } from '../concepts/library.ts'
import type { Backdrop, DrawingStyle, ScenePlan } from '../plan/scene-plan.ts'
import type { PictureReport } from '../report/report.ts'
import { buildThings } from './build-things.ts'
import { extractRequests } from './extract-requests.ts'
import type { Gloss } from './gloss.ts'
import { readPhrases } from './read-phrases.ts'
import { tokenise } from './tokenise.ts'

/** What the caller decides, whatever the sentence says. */
export type ReadOptions = {
  style: DrawingStyle
  /** Unsigned 32-bit; other seeds give other compositions. Default 1. */
  seed?: number
  /** In pixels; default 256 x 256. */
  width?: number
  height?: number
  /** `auto`, `none` or a colour; wins over the sentence unless it is `auto`. */
  background?: string
  palette?: readonly string[]
  /** An icon or a logo, as if the sentence asked for one. */
  emblem?: boolean
}

/** A plan and what it leaves out, or a sentence in which nothing was understood. */
export type SentenceReading =
  | { kind: 'plan'; plan: ScenePlan; report: PictureReport }
  | { kind: 'not_understood'; report: PictureReport }

/** Sure or silent: what is not surely meant is not in the plan, and the report says so. Never throws. */
export function readSentence(
  library: Library,
  gloss: Gloss,
  sentence: string,
  { style, seed = 1, width = 256, height = 256, background = 'auto', palette, emblem: asEmblem }: ReadOptions,
): SentenceReading {
  const { rest, requests } = extractRequests(sentence)
  const { english, adjectivesFollow } = gloss(rest)
  const { phrases, emblem } = readPhrases(library, tokenise(english), adjectivesFollow, asEmblem)
  const built = buildThings(library, phrases, requests, emblem)
  const hasScene = Object.keys(built.backdrop).length > 0
  if (built.things.length === 0 && !hasScene) return { kind: 'not_understood', report: built.report }
  const plan: ScenePlan = {
    version: 1,
    seed,
    style,
    title: sentence,
    canvas: { width, height },
    background: background !== 'auto' ? background : (built.background ?? backdropOf(built.backdrop)),
    ...(palette && palette.length > 0 ? { palette } : {}),
    ...(emblem ? { emblem } : {}),
    things: built.things,
  }
  return { kind: 'plan', plan, report: built.report }
}

function backdropOf(backdrop: Backdrop): Backdrop | 'auto' {
  return Object.keys(backdrop).length > 0 ? backdrop : 'auto'
}
