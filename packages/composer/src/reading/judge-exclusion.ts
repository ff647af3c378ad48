import { findConcept } from '../concepts/find-concept.ts'
import type { Library } from '../concepts/library.ts'
import { isPlainPerson } from '../figures/figure-body.ts'
import { nameOf } from '../plan/scene-plan.ts'
import { traitsOf } from '../traits/traits.ts'
import { partWords } from '../words/grammar.ts'
import { phraseOf } from '../words/word-forms.ts'
import type { Entry } from './entry.ts'
import type { Exclusion } from './exclusions.ts'

/**
 * What becomes of a thing that the sentence excludes: another drawing of its owner (`replaced`), nothing to do
 * but not to draw it (`absent`), or a part that the owner's drawing may have (`kept`).
 */
export type Judgement = { kind: 'background' | 'absent' | 'kept' } | { kind: 'replaced'; concept: string }

/** @param owner of what the sentence excludes it, unless that is the place or the whole picture */
export function judgeExclusion(
  library: Library,
  { name: said, noun, isQuality }: Exclusion,
  owner: Entry | undefined,
): Judgement {
  if (isQuality) return { kind: 'kept' }
  const name = phraseOf(said)
  if (/^(?:background|backdrop)$/.test(name)) return { kind: 'background' }
  if (!owner) return { kind: 'absent' }
  const { concept } = owner
  if (!concept) return { kind: partWords.has(name) ? 'kept' : 'absent' }
  // "a tree with no leaves" has a drawing of its own.
  const other = [concept.label, nameOf(owner.thing)]
    .map(phraseOf)
    .flatMap((label) => [`${label} without ${name}`, `${name}less ${label}`])
    .find((one) => library.hasName(one))
  if (other !== undefined) return { kind: 'replaced', concept: other }
  if (isPlainPerson(concept)) return { kind: bodyParts.test(name) ? 'kept' : 'absent' }
  const excluded = noun?.match?.concept ?? findConcept(library, name)?.concept
  if (!excluded || partWords.has(name)) return { kind: 'kept' }
  const [own, its] = [traitsOf(excluded), traitsOf(concept)]
  if (own.living) return { kind: 'absent' }
  // Animals are drawn with nothing on; people of a trade wear what belongs to it.
  if (its.living) return { kind: concept.kind === 'creature' ? 'absent' : 'kept' }
  const stands =
    /^(?:vehicle|place|sky)$/.test(excluded.kind) ||
    (excluded.kind !== 'food' && own.metres >= its.metres * 0.7)
  return { kind: stands ? 'absent' : 'kept' }
}

const bodyParts = /^(?:eye|ear|hair|leg|nose|mouth|skin|arm|finger|face|head|foot|hand|neck|smile)$/
