import type { Library } from '../concepts/library.ts'
import { createGloss, type Dictionary, type Gloss } from '../reading/gloss.ts'
import { foldText } from '../words/word-forms.ts'
import { editWords, russianColours, russianEndings } from './edit-words.data.ts'
import { editVocabulary } from './vocabulary.ts'

/** The gloss of sentences with the words of editing in it: instructions in any of its languages, in English. */
export function createEditGloss(library: Library): Gloss {
  return createGloss({
    hasName: (name) =>
      library.hasName(name) || editVocabulary.has(name) || library.lexicon.find(name) !== undefined,
    readDictionary: (locale) => addEditWords(locale, library.readDictionary(locale)),
  })
}

function addEditWords(locale: string, sentences: Dictionary): Dictionary {
  const own = editWords[locale]
  if (own === undefined) return sentences
  const merged = new Map(sentences)
  if (locale === 'ru')
    for (const [stem, english] of Object.entries(russianColours))
      for (const ending of russianEndings) merged.set(foldText(stem + ending), english)
  for (const pair of own.split(/;\s*/)) {
    const [words = '', english = ''] = pair.split('=')
    if (words !== '') merged.set(foldText(words), english)
  }
  return merged
}
