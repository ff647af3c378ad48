import type { Edit } from '@chatsvg/svg'
import type { Library } from '../concepts/library.ts'
import type { ScenePlan } from '../plan/scene-plan.ts'
import type { PictureReport } from '../report/report.ts'
import { type Clause, has, hasWord } from './clause.ts'
import type { DrawnThing } from './draw-thing-alone.ts'
import type { PictureParts } from './picture-parts.ts'
import type { Mention, Scope } from './scope.ts'
import type { Targets } from './targets.ts'
import { little, strongly } from './vocabulary.ts'

/** The input of a reader, each of which reads one kind of change. */
export type Context = {
  clause: Clause
  parts: PictureParts
  targets: Targets
  library: Library
  mentions: readonly Mention[]
  /** The scope of the previous clause. */
  before: readonly Scope[]
  /** The instruction as it was typed, with its capitals and punctuation. */
  instruction: string
  plan: ScenePlan | undefined
  /** Draws the thing that the words name, alone, in the style of the picture. */
  draw(words: string, colour?: string): DrawnThing | undefined
}

/** The change to make; undefined if the clause does not ask for one. */
export type Outcome = {
  edits: Edit[]
  /** What "it" means in the next clause. */
  scopes?: readonly Scope[]
  /** The plan from which the picture is drawn again. */
  plan?: ScenePlan
  added?: PictureReport['drawn']
}
export type Reader = (context: Context) => Outcome | undefined

/**
 * The things that a clause is about: those that it names, for "it" those of the previous clause, else
 * `otherwise`.
 */
export function scopesOf(context: Context, otherwise: readonly Scope[]): readonly Scope[] {
  const { clause, mentions, before } = context
  const named = mentions.flatMap(({ scopes }) => scopes)
  if (named.length > 0) return named
  if (has(clause, / (?:everything|all|picture|image|drawing|whole|icon|logo|illustration) /)) return otherwise
  return before.length > 0 ? before : otherwise
}

/** 0.5 for "a bit", 2 for "much", else 1. */
export function strengthOf(clause: Clause): number {
  if (hasWord(clause, little)) return 0.5
  return hasWord(clause, strongly) ? 2 : 1
}

/** Units of the view box for a number of pixels. */
export function unitsOf({ viewBox, size }: PictureParts, px: number): number {
  return (px * viewBox.width) / size.width
}

export const isWhole = (scope: Scope): boolean => 'all' in scope.target
/** Rounds lengths to digits that make a visible difference. */
export const tidy = (value: number): number => Math.round(value * 1000) / 1000
