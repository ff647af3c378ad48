import type { Library } from '../concepts/library.ts'
import { createGloss, type Dictionary, type Gloss } from '../reading/gloss.ts'
import { foldText } from '../words/word-forms.ts'
import { editWords, russianColours, russianEndings } from './edit-words.data.ts'
import { editVocabulary } from './vocabulary.ts'

/** The gloss of sentences, extended by the words of editing. */
export function createEditGloss(library: Library): Gloss {
  return createGloss({
    hasName: (name) =>
      editVocabulary.has(name) ||
      (!foreignOnly.has(name) &&
        name.length > 1 &&
        (library.hasName(name) || library.lexicon.find(name) !== undefined)),
    readDictionary: (locale) => addEditWords(locale, library.readDictionary(locale)),
  })
}

/** Words of other languages that are spelled like English words but mean something else: "fond", "plus". */
const foreignOnly = new Set(
  ['de', 'fr', 'es', 'it', 'pt'].flatMap((locale) =>
    pairsOf(locale).flatMap(([word, english]) =>
      word === english || word.includes(' ') || editVocabulary.has(word) ? [] : [word],
    ),
  ),
)

function pairsOf(locale: string): (readonly [word: string, english: string])[] {
  return (editWords[locale] ?? '').split(/;\s*/).flatMap((pair) => {
    const [words = '', english = ''] = pair.split('=')
    return words === '' ? [] : [[foldText(words), english] as const]
  })
}

function addEditWords(locale: string, sentences: Dictionary): Dictionary {
  if (editWords[locale] === undefined) return sentences
  const merged = new Map(sentences)
  if (locale === 'ru')
    for (const [stem, english] of Object.entries(russianColours))
      for (const ending of russianEndings) merged.set(foldText(stem + ending), english)
  for (const [word, english] of pairsOf(locale)) merged.set(word, english)
  return merged
}
