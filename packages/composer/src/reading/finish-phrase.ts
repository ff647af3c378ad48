import { findConcept } from '../concepts/find-concept.ts'
import type { Library } from '../concepts/library.ts'
import { isFigure } from '../figures/figure-body.ts'
import { traitsOf } from '../traits/traits.ts'
import type { VerbForm } from '../words/actions.ts'
import { faceWords, groupWords, measureWords, textureWords } from '../words/grammar.ts'
import { fateOf } from '../words/near-verbs.ts'
import { toSingular } from '../words/word-forms.ts'
import type { Noun } from './noun.ts'
import type { Phrase } from './phrase.ts'

/** "a glass of wine": the drawing of wine has a glass around it. */
export function dropVessel(phrases: Phrase[], phrase: Phrase, noun: Noun): void {
  const holder = phrase.servedIn
  if (!holder || !noun.match || !traitsOf(noun.match.concept).inVessel) return
  const at = phrases.indexOf(holder)
  if (at < 0) return
  phrases.splice(at, 1)
  phrase.link = holder.link
  phrase.afterBreak = holder.afterBreak
  phrase.count ??= holder.count ?? (holder.noun?.plural ? 3 : undefined)
}

/** "a grape bunch": the group word stands last. */
export function takeGroup(library: Library, phrase: Phrase, noun: Noun): void {
  const inner = phrase.modifiers.at(-1)
  const match = inner === undefined ? undefined : findConcept(library, inner)
  if (inner === undefined || !match) return
  phrase.modifiers.pop()
  phrase.noun = { ...noun, words: inner, match, plural: false }
  phrase.count ??= groupWords.get(toSingular(noun.words))
  phrase.roughCount = true
}

/** "a flock of", "a slice of": the counted noun follows. */
export function takeMeasure(phrase: Phrase): boolean {
  const word = toSingular(phrase.noun?.words ?? phrase.leftOut.at(-1)?.words ?? '')
  // "a statue of a lion" is a lion of stone.
  const isStatue = /^(?:statue|sculpture|figurine|bust)$/.test(word)
  if (isStatue) phrase.texture ??= { name: 'stone', word }
  const group = groupWords.get(word)
  const isPair = /^(?:pair|couple|trio)$/.test(word)
  if (group === undefined && !measureWords.has(word) && !isPair && !isStatue) return false
  if (group !== undefined && phrase.count === undefined) {
    phrase.count = group
    phrase.roughCount = !isPair && word !== 'dozen'
  }
  phrase.noun = undefined
  phrase.leftOut = phrase.leftOut.filter(({ words }) => toSingular(words) !== word)
  phrase.modifiers = []
  return true
}

/** Notes a word that cannot be drawn. `target` is who does what a verb says; `ahead`: a noun follows. */
export function leaveOut(
  library: Library,
  phrase: Phrase,
  target: Phrase,
  text: string,
  ahead: boolean,
): void {
  const parts = library.lexicon.find(toSingular(text))?.parts ?? library.lexicon.find(text)?.parts
  if (/^\d+$/.test(text)) return
  const isHead = phrase.determined && !phrase.noun && !ahead
  if (ahead && parts?.includes('a')) {
    phrase.leftOut.push({ words: text, kind: 'quality' })
    return
  }
  if (parts === undefined || parts.startsWith('n') || (isHead && parts.includes('n')))
    phrase.leftOut.push({ words: text, kind: 'noun' })
  else if (parts.startsWith('v')) target.leftOut.push({ words: text, kind: 'action' })
  else phrase.leftOut.push({ words: text, kind: 'quality' })
}

/** Records a verb that no drawing shows, or that is drawn only approximately. */
export function noteVerb(doer: Phrase, form: VerbForm, text: string, hasObject: boolean): void {
  const concept = doer.noun?.match?.concept
  // People are drawn with a smile.
  if (form.verb === 'smile' && concept && isFigure(concept)) return
  const fate = fateOf(form, hasObject)
  if (fate.kind === 'near') doer.changed.push({ words: text, drawnAs: fate.drawnAs })
  else if (fate.kind === 'left_out') doer.leftOut.push({ words: text, kind: 'action' })
}

export function isLiving(doer: Phrase | undefined): boolean {
  const concept = doer?.noun?.match?.concept
  return concept !== undefined && traitsOf(concept).living
}

/** "a boy and a girl dancing": both dance. */
export function sharePose({ link, afterBreak, pose }: Phrase, before: Phrase | undefined): void {
  if (!pose || link !== 'and' || afterBreak || !before || before.pose || !isLiving(before)) return
  if (before.link === 'start' || before.link === 'and') before.pose = pose
}

/** Whether a word that is usually a verb or an adjective is a noun at this position. */
export function isNounHere(phrase: Phrase, noun: Noun, isLast: boolean): boolean {
  if (!noun.weak) return true
  if (phrase.noun) return false
  return phrase.determined || phrase.colours.length > 0 || phrase.link !== 'start' || isLast
}

/** A face or a material. `ahead`: a noun follows. */
export function takeLook(phrase: Phrase, text: string, ahead: boolean, adjectivesFollow: boolean): boolean {
  const face = faceWords.get(text)
  const texture = textureWords.get(text)
  if (face !== undefined && !phrase.noun && ahead) phrase.face = { name: face, word: text }
  else if (texture !== undefined && (ahead || adjectivesFollow))
    phrase.texture = { name: texture, word: text }
  else return false
  return true
}
