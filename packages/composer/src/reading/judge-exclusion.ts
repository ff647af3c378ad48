import { findConcept } from '../concepts/find-concept.ts'
import type { Library } from '../concepts/library.ts'
import { isPlainPerson } from '../figures/figure-body.ts'
import { nameOf } from '../plan/scene-plan.ts'
import { traitsOf } from '../traits/traits.ts'
import { partWords } from '../words/grammar.ts'
import { sceneWords } from '../words/scenes.ts'
import { phraseOf } from '../words/word-forms.ts'
import type { Built, Entry } from './entry.ts'
import type { Exclusion } from './noun.ts'
import type { Phrase } from './phrase.ts'

/**
 * The effect of an exclusion: another drawing of the thing's owner (`replaced`), no thing in the picture
 * (`absent`), or a report, because the owner's drawing may contain it (`kept`).
 */
type Judgement = { kind: 'background' | 'absent' | 'kept' } | { kind: 'replaced'; concept: string }

/** Applies the exclusions of a phrase to the plan, and reports those that its drawings may show anyway. */
export function leaveOutExcluded(
  library: Library,
  built: Pick<Built, 'background' | 'without' | 'said' | 'report'>,
  phrase: Phrase,
  phrases: readonly Phrase[],
  entries: readonly Entry[],
): void {
  const own = entries.find((entry) => entry.phrase === phrase)
  // "a house with a red roof and no windows": the windows are the house's.
  const isPart = partWords.has(phraseOf(phrase.noun?.words ?? ''))
  const before = phrases.slice(0, phrases.indexOf(phrase))
  const owner = own ?? (isPart ? entries.findLast((entry) => before.includes(entry.phrase)) : undefined)
  for (const exclusion of phrase.without) {
    const { words, name, isQuality } = exclusion
    const judged = judgeExclusion(library, exclusion, owner)
    if (judged.kind === 'background') built.background = 'none'
    else if (judged.kind === 'kept')
      built.report.leftOut.push({ words, reason: 'not_drawable', kind: isQuality ? 'quality' : 'part' })
    else if (judged.kind === 'replaced' && owner && 'concept' in owner.thing)
      owner.thing = { ...owner.thing, concept: judged.concept }
    else {
      built.without.push(name)
      built.said.set(`without ${name}`, words)
    }
  }
}

/**
 * @param owner the thing without which the sentence wants it; undefined for the scene or the whole picture
 */
function judgeExclusion(
  library: Library,
  { name: said, noun, isQuality }: Exclusion,
  owner: Entry | undefined,
): Judgement {
  if (isQuality) return { kind: 'kept' }
  const name = phraseOf(said)
  if (/^(?:background|backdrop)$/.test(name)) return { kind: 'background' }
  const excluded = noun?.match?.concept ?? findConcept(library, name)?.concept
  const isKnown = excluded !== undefined || sceneWords.has(name) || name === 'person'
  if (!owner) return { kind: isKnown ? 'absent' : 'kept' }
  const { concept } = owner
  if (!concept) return { kind: partWords.has(name) || !isKnown ? 'kept' : 'absent' }
  // "a tree with no leaves" has a separate drawing.
  const other = [concept.label, nameOf(owner.thing)]
    .map(phraseOf)
    .flatMap((label) => [`${label} without ${name}`, `${name}less ${label}`])
    .find((one) => library.hasName(one))
  if (other !== undefined) return { kind: 'replaced', concept: other }
  if (isPlainPerson(concept)) return { kind: bodyParts.test(name) ? 'kept' : 'absent' }
  // A pool may be drawn with its water, a mountain with its snow.
  const isGround = sceneWords.get(name)?.scene !== undefined
  if (!excluded || isGround || partWords.has(name)) return { kind: 'kept' }
  const [own, its] = [traitsOf(excluded), traitsOf(concept)]
  if (own.living) return { kind: 'absent' }
  // Animals are drawn without clothes. People with an occupation wear its clothes.
  if (its.living) return { kind: concept.kind === 'creature' ? 'absent' : 'kept' }
  // The drawing of a thing may include its accessories, such as a saucer under a cup.
  const isApart = /^(?:vehicle|place)$/.test(excluded.kind) || own.metres >= its.metres * 2
  return { kind: isApart ? 'absent' : 'kept' }
}

/** Parts and clothes of every drawn person. */
const bodyParts =
  /^(?:shoe|boot|sneaker|shirt|t shirt|top|trouser|trousers|pants|jeans|clothes|clothing|eye|ear|hair|leg|nose|mouth|skin|arm|finger|face|head|foot|hand|neck|smile)$/
