import { foldText } from '../words/word-forms.ts'
import { foreignWords } from './foreign.data.ts'
import { readPackageJson } from './icon-sets.ts'

/** Languages that prompts are understood in besides English, as emojibase names them. */
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

/** emojibase has no names in these. */
const withoutNames = new Set(['ar', 'he'])

type Entry = { label: string; unicode: string; group?: number; tags?: string[] }

/**
 * Faces, people, symbols and flags (emojibase, `meta/groups.json`): their tags are what they do or feel, so
 * that a ball would be a golfer and "to" a person who walks.
 */
const groupsByNameOnly = new Set([0, 1, 8, 9])

/**
 * Folded words and phrases of a language, each with its English. Names outrank tags, and our own words
 * outrank both.
 */
export function compileDictionary(
  locale: string,
  labelByEmoji: ReadonlyMap<string, string>,
): Record<string, string> {
  const dictionary = new Map<string, string>()
  if (!withoutNames.has(locale)) {
    const entries = readPackageJson<Entry[]>(`emojibase-data/${locale}/compact.json`)
    const add = (name: string, unicode: string) => {
      const english = labelByEmoji.get(unicode)
      const key = foldText(name)
      if (english !== undefined && key.length > 0 && !dictionary.has(key)) dictionary.set(key, english)
    }
    for (const { label, unicode } of entries) add(label, unicode)
    for (const { tags = [], unicode, group } of entries) {
      if (group !== undefined && !groupsByNameOnly.has(group)) for (const tag of tags) add(tag, unicode)
    }
  }
  for (const pair of foreignWords[locale]?.split(' ') ?? []) {
    const [word = '', english = ''] = pair.split('=')
    dictionary.set(foldText(word), english.replaceAll('-', ' '))
  }
  return Object.fromEntries(dictionary)
}
