import { findConcept } from '../concepts/find-concept.ts'
import type { Library } from '../concepts/library.ts'
import { traitsOf } from '../traits/traits.ts'
import { groupWords } from '../words/grammar.ts'
import { toSingular } from '../words/word-forms.ts'
import type { Noun } from './find-noun.ts'
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
