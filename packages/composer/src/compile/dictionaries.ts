import { foldText } from '../words/word-forms.ts'
import { foreignWords } from './foreign.data.ts'
import { foreignGrammar } from './foreign-grammar.data.ts'
import { foreignNounLines } from './foreign-nouns.data.ts'
import { foreignPhrases } from './foreign-phrases.data.ts'
import { foreignVerbs } from './foreign-verbs.data.ts'
import { readPackageJson } from './icon-sets.ts'
import { moreForeignNounLines } from './more-foreign-nouns.data.ts'

/** The languages besides English in which prompts are understood, as emojibase names them. */
export const locales = [
  'es',
  'fr',
  'de',
  'it',
  'pt',
  'ru',
  'uk',
  'zh',
  'ja',
  'ko',
  'hi',
  'bn',
  'th',
  'ar',
  'he',
]

/** Languages in which emojibase has no names. */
const withoutNames = new Set(['ar', 'he'])

type Entry = { label: string; unicode: string }

/** The columns of the table of nouns, after English. */
const nounColumns = ['de', 'fr', 'es', 'it', 'pt', 'ru', 'zh', 'ja', 'ar']

/**
 * Folded words and phrases of a language, each with its English translation. Our own words take precedence
 * over the names of emoji. The keywords of emoji are not used, because they name associations.
 */
export function compileDictionary(
  locale: string,
  labelByEmoji: ReadonlyMap<string, string>,
): Record<string, string> {
  const dictionary = new Map<string, string>()
  if (!withoutNames.has(locale)) {
    for (const { label, unicode } of readPackageJson<Entry[]>(`emojibase-data/${locale}/compact.json`)) {
      const english = labelByEmoji.get(unicode)
      const key = foldText(label)
      if (english !== undefined && key.length > 0 && !dictionary.has(key)) dictionary.set(key, english)
    }
  }
  for (const pair of foreignWords[locale]?.split(' ') ?? []) {
    const [word = '', english = ''] = pair.split('=')
    dictionary.set(foldText(word), english.replaceAll('-', ' '))
  }
  const column = nounColumns.indexOf(locale)
  if (column >= 0)
    for (const line of `${foreignNounLines.trim()}${moreForeignNounLines}`.trim().split('\n')) {
      const [english = '', ...words] = line.split('|')
      for (const word of words[column]?.split(',') ?? []) dictionary.set(foldText(word), english)
    }
  for (const list of [foreignGrammar[locale], foreignPhrases[locale], foreignVerbs[locale]])
    for (const pair of list?.split(';') ?? []) {
      const [word = '', english = ''] = pair.split('=')
      dictionary.set(foldText(word), english)
    }
  return Object.fromEntries(dictionary)
}
