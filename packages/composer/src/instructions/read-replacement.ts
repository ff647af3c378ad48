import type { Edit } from '@chatsvg/svg'
import { has } from './clause.ts'
import { type Context, isWhole, type Outcome } from './context.ts'
import { fitThing } from './draw-thing-alone.ts'
import type { Scope } from './scope.ts'
import { editVocabulary } from './vocabulary.ts'

/** "replace the sun with a moon", "turn the cat into a dog": another thing of the same size at its place. */
export function readReplacement(context: Context): Outcome | undefined {
  const { clause, mentions, library, targets } = context
  const [mention] = mentions
  const [scope] = mention?.scopes ?? []
  if (!mention || !scope?.part || isWhole(scope)) return undefined
  if (!has(clause, / (?:replace|swap|exchange|switch|change|turn|make) /)) return undefined
  const at = clause.words.findIndex((word, index) => index >= mention.to && /^(?:with|for|by|to)$/.test(word))
  const words = clause.words.slice(at + 1)
  const noun = words.findLast((word) => !editVocabulary.has(word)) ?? ''
  const isColour = clause.colours.some(({ from, to }) => from <= at + 1 && to >= clause.words.length)
  const isThing = /^(?:an?|one)$/.test(words[0] ?? '') || has(clause, / (?:replace|swap|exchange) /)
  if (at < 0 || isColour || !isThing || !library.hasName(noun)) return undefined
  const thing = context.draw(words.join(' '))
  if (!thing) return undefined
  for (let word = 0; word < clause.words.length; word++) clause.used.add(word)
  const edits = mention.scopes.flatMap((one) => {
    const fresh = targets
      .copiesOf(one)
      .map(({ box }): Edit => ({ op: 'insert', svg: fitThing(thing, box), place: { after: rootOf(one) } }))
    return [...fresh, { op: 'remove', target: one.target } satisfies Edit]
  })
  const added = { name: thing.name, count: thing.count, ...(thing.color ? { color: thing.color } : {}) }
  return { edits, scopes: [], added: [added] }
}

/** A fragment in the units of the picture must be inserted at an element without transformed ancestors. */
const rootOf = ({ part, target }: Scope) =>
  part && part.path.length > 1 ? { path: [part.path[0] ?? 0] } : target
