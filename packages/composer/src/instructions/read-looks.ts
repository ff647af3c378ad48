import { lookOf } from '../drawing/pose-art.ts'
import type { ConceptThing, PlanThing } from '../plan/scene-plan.ts'
import { findVerb } from '../words/actions.ts'
import { faceWords, textureWords } from '../words/grammar.ts'
import { type Clause, has, hasWord } from './clause.ts'
import type { Context, Outcome } from './context.ts'
import { drawThingAnew } from './draw-thing-alone.ts'
import type { Scope } from './scope.ts'
import { editVocabulary, growing, shrinking } from './vocabulary.ts'

/**
 * Changes that only the composer can draw: "a striped ball", "the house of brick", "the dog is sleeping", "a
 * smiling sun". The thing changes in the plan, and only its group is drawn again.
 */
export function readLooks(context: Context): Outcome | undefined {
  const { clause, mentions, plan, library } = context
  const scope = mentions.length === 1 ? mentions[0]?.scopes[0] : undefined
  const thing = plan?.things.find(({ id }) => id === scope?.part?.ownId)
  if (!plan || !scope?.part || !thing || !('concept' in thing || 'shape' in thing)) return undefined
  const asksMore = clause.colours.length > 0 || hasWord(clause, growing) || hasWord(clause, shrinking)
  if (asksMore || !saysOnlyLooks(context)) return undefined
  const changed = changeLooks(
    clause,
    thing,
    (word) => library.lexicon.find(word)?.parts.includes('v') ?? false,
  )
  const group = changed && drawThingAnew(library, plan, changed)
  if (!group) return undefined
  for (let at = 0; at < clause.words.length; at++) clause.used.add(at)
  return { ...swapGroup(scope, group, context.parts.lastOfRoot), scopes: [scope] }
}

/** "a wooden chair next to the house" is about the chair. */
function saysOnlyLooks({ clause: { words }, mentions, library }: Context): boolean {
  return words.every(
    (word, at) =>
      editVocabulary.has(word) ||
      textureWords.has(word) ||
      faceWords.has(word) ||
      !library.hasName(word) ||
      mentions.some(({ from, to }) => at >= from && at < to),
  )
}

function changeLooks(
  clause: Clause,
  thing: PlanThing,
  isVerb: (word: string) => boolean,
): PlanThing | undefined {
  for (const word of clause.words) {
    const texture = textureWords.get(word)
    if (texture !== undefined) return { ...thing, texture }
    if (!('concept' in thing)) continue
    const face = has(clause, / (?:make|give|with|an?|should) /) ? faceWords.get(word) : undefined
    if (face !== undefined) return { ...thing, looks: { ...thing.looks, face } } as ConceptThing
    const pose = findVerb(word, isVerb)?.action?.pose ?? bareVerbs.get(word)
    if (pose !== undefined) return { ...thing, pose } as ConceptThing
  }
  return undefined
}

/** "make the dog sleep": the base form of the verb, which is often a noun as well. */
const bareVerbs = new Map(
  Object.entries({ sleep: 'lying', sit: 'sitting', run: 'running', jump: 'jumping', fly: 'flying' } as const),
)

/** Replaces the current group with the new one at the same position. */
export function swapGroup(scope: Scope, svg: string, lastOfRoot: number): Outcome {
  const path = [...(scope.part?.path ?? [])]
  const isLast = path.length === 1 && path[0] === lastOfRoot
  return {
    edits: [
      { op: 'remove', target: scope.target },
      { op: 'insert', svg, ...(isLast ? {} : { place: { before: { path } } }) },
    ],
  }
}

/** The direction in which the drawing of a scope looks, if it has one. */
export const lookOfScope = ({ shapes, box }: Scope): 'left' | 'right' | undefined =>
  lookOf(
    shapes.map(({ node }) => node),
    box,
  )
