import type { Library } from '../concepts/library.ts'
import { namedColours } from '../words/colours.ts'
import {
  functionWords,
  letterWords,
  moodWords,
  numberWords,
  partWords,
  relationPhrases,
  requestWords,
  sizeWords,
} from '../words/grammar.ts'
import { sceneWords } from '../words/scenes.ts'
import { foldText, phraseOf } from '../words/word-forms.ts'
import { reorder } from './reorder.ts'

/** Translations of one language: folded word or phrase to English. */
export type Dictionary = ReadonlyMap<string, string>

/** Turns words of other languages into English word by word, so that the one reader understands them all. */
export type Gloss = (sentence: string) => Glossed

export type Glossed = {
  english: string
  /** Colours and sizes stand after their noun, as in Romance languages and Arabic. */
  adjectivesFollow: boolean
  /** The words of the sentence for an English word, or for an unknown word. */
  said: ReadonlyMap<string, string>
}

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

export function createGloss(library: Pick<Library, 'hasName' | 'readDictionary'>): Gloss {
  const dictionaries = new Map<string, Dictionary>()
  const open = (locale: string): Dictionary => {
    let dictionary = dictionaries.get(locale)
    if (!dictionary) {
      dictionary = library.readDictionary(locale)
      dictionaries.set(locale, dictionary)
    }
    return dictionary
  }
  return (sentence) => {
    const said = new Map<string, string>()
    const script = localesByScript.find(([pattern]) => pattern.test(sentence))
    if (script) {
      const english = script[1].reduce(
        (text, locale) =>
          unspaced.has(locale)
            ? reorder(glossRuns(text, open(locale), said))
            : glossWords(text, open(locale), locale, said),
        sentence,
      )
      return { english, adjectivesFollow: adjectivesFollowIn.has(script[1][0] ?? ''), said }
    }
    const locale = findLatinLocale(library, sentence, open)
    if (locale === undefined) return { english: sentence, adjectivesFollow: false, said }
    return {
      english: glossWords(sentence, open(locale), locale, said),
      adjectivesFollow: adjectivesFollowIn.has(locale),
      said,
    }
  }
}

const adjectivesFollowIn = new Set(['es', 'fr', 'it', 'pt', 'ar', 'he'])

/** The language that knows more of the sentence's words than English does; undefined for English. */
function findLatinLocale(
  library: Pick<Library, 'hasName'>,
  sentence: string,
  open: (locale: string) => Dictionary,
): string | undefined {
  const words = sentence.match(/\p{L}+/gu) ?? []
  const english = words.filter((word) => isEnglish(library, foldText(word))).length
  if (words.length === 0 || english === words.length) return undefined
  let best: string | undefined
  let most = english
  for (const locale of latinLocales) {
    if (most === words.length) break
    const dictionary = open(locale)
    let missed = 0
    const knowsMore = words.every(
      (word) =>
        dictionary.has(foldText(word)) ||
        inflected(word, dictionary, locale) !== undefined ||
        ++missed < words.length - most,
    )
    if (!knowsMore) continue
    best = locale
    most = words.length - missed
  }
  return best
}

function isEnglish(library: Pick<Library, 'hasName'>, word: string): boolean {
  return (
    functionWords.has(word) ||
    numberWords.has(word) ||
    namedColours.has(word) ||
    moodWords.has(word) ||
    sizeWords.has(word) ||
    partWords.has(word) ||
    sceneWords.has(word) ||
    requestWords.has(word) ||
    letterWords.has(word) ||
    chartWords.test(word) ||
    relationWords.has(word) ||
    library.hasName(phraseOf(word))
  )
}

const relationWords = new Set(relationPhrases.flatMap(({ words }) => (words.length === 1 ? words : [])))

/** Of charts, and the months that label them. */
const chartWords =
  /^(?:bars?|pie|line|charts?|graph|diagram|flowchart|flow|sales|revenue|profit|visitors|users|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)$/

const phraseWordsMax = 5

/** Records the source of an English word. The first one counts. */
function note(said: Map<string, string>, english: string, source: string): void {
  const plain = english.replace('@lacking', 'without').replaceAll('@', '')
  for (const key of new Set([plain, ...plain.split(' ')].map((one) => foldText(one.trim()))))
    if (key !== '' && !said.has(key)) said.set(key, source)
}

function glossWords(
  sentence: string,
  dictionary: Dictionary,
  locale: string,
  said: Map<string, string>,
): string {
  // "d'un" is "de un", "l'arbre" is "le arbre".
  const text =
    locale === 'fr'
      ? sentence.replace(/\b([dl])['’]/giu, '$1e ')
      : sentence.replace(/\b(l|un|dell|all|sull|nell)['’]/giu, '$1 ')
  const parts = text.split(/([\p{L}\p{M}\p{N}'’-]+)/u)
  const at = (index: number) => parts[index] ?? ''
  let glossed = ''
  for (let index = 0; index < parts.length; index++) {
    let taken = 0
    for (let words = phraseWordsMax; words > 0 && taken === 0; words--) {
      const phrase = parts.slice(index, index + words * 2 - 1).join('')
      const english = index % 2 === 1 ? dictionary.get(foldText(phrase)) : undefined
      if (english === undefined) continue
      glossed += english.startsWith('@') ? ' ' : ` ${english} `
      note(said, english, phrase)
      taken = words * 2 - 1
    }
    if (taken > 0) index += taken - 1
    else {
      const word = (index % 2 === 1 ? inflected(at(index), dictionary, locale) : undefined) ?? at(index)
      note(said, word, at(index))
      glossed += word
    }
  }
  return glossed
}

/** Endings of cases and plurals, so that "Schwanz" is not a form of "Schwan". */
const germanEndings = /^(?:e|en|er|es|em|n|s|ern)$/
/** Nouns and adjectives in the nominative. */
const slavicEndings = ['а', 'я', 'о', 'е', 'ь', 'ый', 'ой', 'ая']
const slavicPlurals = ['ы', 'и', 'ии', ...slavicEndings]

/** The translation of a word with another ending or a prefixed article, if its stem is long enough. */
function inflected(word: string, dictionary: Dictionary, locale: string): string | undefined {
  const folded = foldText(word)
  if (locale === 'ar') return inflectedArabic(folded, dictionary)
  // Korean particles are one syllable, and its words are short; Slavic stems are short as well.
  const isCyrillic = /\p{Script=Cyrillic}/u.test(word)
  const stemMin = /\p{Script=Hangul}/u.test(word) ? 1 : isCyrillic ? 3 : 4
  const letters = [...folded]
  // The genitive plural of many Slavic nouns has no ending.
  for (let cut = isCyrillic ? 0 : 1; cut <= 3 && letters.length - cut >= stemMin; cut++) {
    const stem = letters.slice(0, letters.length - cut).join('')
    if (locale === 'de' && !germanEndings.test(folded.slice(stem.length))) continue
    const withEnding = (endings: readonly string[]) =>
      endings.map((ending) => dictionary.get(stem + ending)).find(Boolean)
    // The bare stem of a Slavic noun may be its genitive plural: "собакой" is one dog.
    const english = isCyrillic
      ? ((cut > 0 ? withEnding(slavicEndings) : undefined) ??
        dictionary.get(stem) ??
        withEnding(slavicPlurals))
      : (dictionary.get(stem) ??
        withEnding(locale === 'it' && folded.endsWith('i') ? [...'oea'] : [...'aeo']))
    // Romance plurals end in s or x.
    const isSlavicPlural = isCyrillic && /(?:ами|ями|ах|ях)$/.test(folded)
    const isPlural =
      isSlavicPlural ||
      (locale === 'it' && cut === 1 && folded.endsWith('i')) ||
      (locale === 'de' && isGermanPlural(word, stem, english)) ||
      (cut === 1 && /[sx]$/.test(folded) && /^(?:es|fr|pt)$/.test(locale))
    const takesPlural =
      isPlural &&
      /^[a-z]+[a-rt-z]$/.test(english ?? '') &&
      !namedColours.has(english ?? '') &&
      !sizeWords.has(english ?? '')
    if (english !== undefined) return ` ${english}${takesPlural ? 's' : ''} `
  }
  return undefined
}

/** Nouns in -n whose singular takes that ending in other cases too. */
const weakNouns = /^(?:boy|lion|rabbit|monkey|bear|elephant|prince|farmer|police officer|astronaut|dinosaur)$/

/** "Katzen", "Hunde" and "Autos", but not "dem Löwen" and "des Hauses". */
function isGermanPlural(word: string, stem: string, english: string | undefined): boolean {
  if (!/^\p{Lu}/u.test(word) || weakNouns.test(english?.trim() ?? '')) return false
  const ending = foldText(word).slice(stem.length)
  return (
    ending === 'en' ||
    ending === 'e' ||
    (ending === 'n' && stem.endsWith('e')) ||
    (ending === 's' && /[aiou]$/.test(stem))
  )
}

/** The article is a prefix; the dual is an ending. */
function inflectedArabic(word: string, dictionary: Dictionary): string | undefined {
  for (const prefix of ['', 'ال', 'وال', 'بال', 'و', 'ب', 'ل']) {
    if (!word.startsWith(prefix)) continue
    const stem = word.slice(prefix.length)
    const joint = prefix.startsWith('و') ? 'and ' : prefix === 'ب' || prefix === 'بال' ? 'with ' : ''
    const article = prefix.endsWith('ال') ? 'the ' : ''
    // The accusative of what is not definite ends in alif.
    const english =
      dictionary.get(stem) ?? (/.{3}ا$/.test(stem) ? dictionary.get(stem.slice(0, -1)) : undefined)
    if (english !== undefined && (prefix !== '' || !dictionary.has(stem)))
      return ` ${joint}${article}${english} `
    const single = /(?:ان|ين)$/.test(stem) ? stem.slice(0, -2) : undefined
    const one =
      single === undefined
        ? undefined
        : (dictionary.get(single) ?? dictionary.get(`${single.replace(/ت$/, '')}ة`))
    if (one !== undefined) return namedColours.has(one) ? ` ${one} ` : ` ${joint}two ${one} `
  }
  return undefined
}

const runLengthMax = 8

/** Scripts without spaces: the longest known piece at every place. */
function glossRuns(text: string, dictionary: Dictionary, said: Map<string, string>): string {
  let glossed = ''
  for (let at = 0; at < text.length; ) {
    let step = 1
    let piece = text[at] ?? ''
    for (let length = Math.min(runLengthMax, text.length - at); length > 0; length--) {
      const english = dictionary.get(foldText(text.slice(at, at + length)))
      if (english === undefined) continue
      piece = ` ${english} `
      note(said, english, text.slice(at, at + length))
      step = length
      break
    }
    glossed += piece
    at += step
  }
  return glossed
}
