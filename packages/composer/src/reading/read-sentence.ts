import type { Library } from '../concepts/library.ts'
import type { Backdrop, DrawingStyle, ScenePlan } from '../plan/scene-plan.ts'
import { inOwnWords, type PictureReport, sourceOf } from '../report/report.ts'
import { buildThings } from './build-things.ts'
import { takeExclusions } from './exclusions.ts'
import { addMarks, extractMarks } from './extract-marks.ts'
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
  | {
      kind: 'plan'
      plan: ScenePlan
      report: PictureReport
      /**
       * The words of the sentence for names that the report of the drawing may have: "jogging" for "running".
       */
      said: ReadonlyMap<string, string>
    }
  | { kind: 'not_understood'; report: PictureReport }

/**
 * Reads only what is certain: everything else is left out of the plan and listed in the report. Never throws.
 */
export function readSentence(
  library: Library,
  gloss: Gloss,
  sentence: string,
  { style, seed = 1, width = 256, height = 256, background = 'auto', palette, emblem: asEmblem }: ReadOptions,
): SentenceReading {
  const { rest, requests } = extractRequests(sentence)
  const { english, adjectivesFollow, said } = gloss(rest.replace(audience, ' ').replace(grip, ' '))
  const { rest: unmarked, marks } = extractMarks(library, nameMembers(english))
  const { phrases, emblem } = readPhrases(
    library,
    takeExclusions(library, tokenise(unmarked), asEmblem === true),
    adjectivesFollow,
    asEmblem,
  )
  const built = buildThings(library, phrases, requests, emblem)
  built.things.push(...addMarks(library, built.things, marks, built.report))
  const report = inOwnWords(built.report, said)
  const hasScene = Object.keys(built.backdrop).length > 0
  if (built.things.length === 0 && !hasScene) return { kind: 'not_understood', report }
  const plan: ScenePlan = {
    version: 1,
    seed,
    style,
    title: sentence,
    canvas: { width, height },
    background: background !== 'auto' ? background : (built.background ?? backdropOf(built.backdrop)),
    ...(palette && palette.length > 0 ? { palette } : {}),
    ...(emblem ? { emblem } : {}),
    ...(/\bstickers?\b/i.test(rest) ? { sticker: true } : {}),
    ...(built.without.length > 0 ? { without: built.without } : {}),
    things: built.things,
  }
  const drawingSays = new Map([...built.said].map(([words, own]) => [words, sourceOf(own, said)]))
  return { kind: 'plan', plan, report, said: drawingSays }
}

/** For whom a picture is made is not in it. */
const audience =
  /\bfor (?:my |our |a |the |all |his |her )?(?:little |young )?(?:kids?|child|children|toddlers?|babies|teens?|teenagers|adults|everyone|beginners|moms?|mums?|mother|dads?|father|wife|husband|boyfriend|girlfriend|friends?|sons?|daughters?|sister|brother|grandma|grandmother|grandpa|family|team|students?|him|her|us|me)\b/giu

/** "a rabbit with a carrot in its mouth" has the carrot, so the place needs no relation. */
const grip = /\bin (?:its|his|her|their) (?:mouth|beak|teeth|hands?|paws?|arms?|claws?)\b/giu

/** A family and a couple are drawn as the people that they are; the library has only signs of them. */
function nameMembers(sentence: string): string {
  return groups.reduce((text, [group, members]) => text.replace(group, members), sentence)
}

const groups: readonly (readonly [RegExp, string])[] = [
  // In other places, "a picture" is the request itself.
  [/\b((?:paint|draw|hold|carry)(?:s|ing)?) a picture\b(?! of)/giu, '$1 a framed picture'],
  [
    /\b(?:a |the |my |our )?(?:(?:happy|young|small|big|nice) )?family\b(?! (?:of|tree|car|room|house|home|photo|name|icon|logo|symbol))/giu,
    'a man, a woman and a child',
  ],
  [/\b(?:a |the )?(?:(?:happy|young|nice) )?couple\b(?! (?:of|icon|logo|symbol))/giu, 'a man and a woman'],
]

function backdropOf(backdrop: Backdrop): Backdrop | 'auto' {
  return Object.keys(backdrop).length > 0 ? backdrop : 'auto'
}
