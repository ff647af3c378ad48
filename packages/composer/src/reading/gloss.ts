import type { Library } from '../concepts/library.ts'
import { namedColours } from '../words/colours.ts'
import { emptyWords, numberWords, relationPhrases, requestWords } from '../words/grammar.ts'
import { sceneWords } from '../words/scenes.ts'
import { foldText, phraseOf } from '../words/word-forms.ts'

/** Translations of one language: folded word or phrase to English. */
export type Dictionary = ReadonlyMap<string, string>

/** Turns words of other languages into English word by word, so that the one reader understands them all. */
export type Gloss = (prompt: string) => string

/** Languages tried per script. Latin ones are tried only for prompts in which English knows few words. */
const localesByScript: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\p{Script=Hiragana}|\p{Script=Katakana}/u, ['ja']],
  [/\p{Script=Han}/u, ['zh']],
  [/\p{Script=Hangul}/u, ['ko']],
  [/\p{Script=Cyrillic}/u, ['ru', 'uk']],
  [/\p{Script=Devanagari}/u, ['hi']],
  [/\p{Script=Bengali}/u, ['bn']],
  [/\p{Script=Thai}/u, ['th']],
  [/\p{Script=Arabic}/u, ['ar']],
  [/\p{Script=Hebrew}/u, ['he']],
]
const latinLocales = ['es', 'fr', 'de', 'it', 'pt']

const unspaced = new Set(['zh', 'ja', 'th'])

export function createGloss(library: Pick<Library, 'hasName' | 'hasWord' | 'readDictionary'>): Gloss {
  const dictionaries = new Map<string, Dictionary>()
  const open = (locale: string): Dictionary => {
    let dictionary = dictionaries.get(locale)
    if (!dictionary) {
      dictionary = library.readDictionary(locale)
      dictionaries.set(locale, dictionary)
    }
    return dictionary
  }
  return (prompt) => {
    const script = localesByScript.find(([pattern]) => pattern.test(prompt))
    if (script) {
      return script[1].reduce(
        (text, locale) =>
          unspaced.has(locale) ? glossRuns(text, open(locale)) : glossWords(text, open(locale)),
        prompt,
      )
    }
    const words = foldText(prompt).match(/\p{L}+/gu) ?? []
    const foreign = words.filter((word) => !isEnglish(library, word))
    if (foreign.length === 0 || foreign.length < words.length * 0.4) return prompt
    // What English does not know must be known there; one word alone may be a coincidence of spelling.
    const counted = latinLocales.map((locale) => ({
      locale,
      hits: words.filter((word) => open(locale).has(word)).length,
      explained: foreign.filter((word) => open(locale).has(word)).length,
    }))
    const best = counted.reduce((a, b) => (b.hits + b.explained > a.hits + a.explained ? b : a))
    const enough = best.explained >= 2 || (best.explained === 1 && foreign.length === words.length)
    return enough ? glossWords(prompt, open(best.locale)) : prompt
  }
}

function isEnglish(library: Pick<Library, 'hasName' | 'hasWord'>, word: string): boolean {
  return (
    library.hasName(phraseOf(word)) ||
    library.hasWord(phraseOf(word)) ||
    emptyWords.has(word) ||
    requestWords.has(word) ||
    numberWords.has(word) ||
    namedColours.has(word) ||
    sceneWords.has(phraseOf(word)) ||
    relationPhrases.some(([phrase]) => phrase === word)
  )
}

const phraseWordsMax = 3

function glossWords(text: string, dictionary: Dictionary): string {
  const parts = text.split(/([\p{L}\p{M}\p{N}'’-]+)/u)
  const at = (index: number) => parts[index] ?? ''
  let glossed = ''
  for (let index = 0; index < parts.length; index++) {
    let taken = 0
    for (let words = phraseWordsMax; words > 0 && taken === 0; words--) {
      const phrase = parts.slice(index, index + words * 2 - 1).join('')
      const english = index % 2 === 1 ? dictionary.get(foldText(phrase)) : undefined
      if (english === undefined) continue
      glossed += ` ${english} `
      taken = words * 2 - 1
    }
    if (taken > 0) index += taken - 1
    else glossed += (index % 2 === 1 ? inflected(at(index), dictionary) : undefined) ?? at(index)
  }
  return glossed
}

/** A word with another ending: cut up to three letters, as Slavic and Romance endings need. */
function inflected(word: string, dictionary: Dictionary): string | undefined {
  // Korean particles are one syllable, and its words are short.
  const stemMin = /\p{Script=Hangul}/u.test(word) ? 1 : 4
  for (let cut = 1; cut <= 3 && [...word.normalize('NFC')].length - cut >= stemMin; cut++) {
    const stem = foldText([...word.normalize('NFC')].slice(0, -cut).join(''))
    const english =
      dictionary.get(stem) ?? [...'аяоеыиьaeo'].map((ending) => dictionary.get(stem + ending)).find(Boolean)
    if (english !== undefined) return ` ${english} `
  }
  return undefined
}

const runLengthMax = 8

/** Scripts without spaces: the longest known piece at every place. */
function glossRuns(text: string, dictionary: Dictionary): string {
  let glossed = ''
  for (let at = 0; at < text.length; ) {
    let step = 1
    let piece = text[at] ?? ''
    for (let length = Math.min(runLengthMax, text.length - at); length > 0; length--) {
      const english = dictionary.get(foldText(text.slice(at, at + length)))
      if (english === undefined) continue
      piece = ` ${english} `
      step = length
      break
    }
    glossed += piece
    at += step
  }
  return glossed
}
