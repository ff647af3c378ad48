import pluralize from 'pluralize'
import { toSingular } from './word-forms.ts'

/**
 * The plural of a name, by its last word before a preposition: "red foxes", "cups of tea", "men in tuxedos".
 */
export function pluralOf(name: string): string {
  return changeHead(name, (word) => pluralize.plural(word))
}

/** The reverse: "cup of tea" from "cups of tea". "Map of the Netherlands" stays as it is. */
export function singularOf(name: string): string {
  return changeHead(name, toSingular)
}

function changeHead(name: string, change: (word: string) => string): string {
  const [, head = name, rest = ''] = /^(.+?)( (?:of|in|with|on|at|for|to|without|and) .+)$/.exec(name) ?? []
  const [, before = '', last = head] = /^(.*[ -])?([^ -]+)$/.exec(head) ?? []
  return before + change(last) + rest
}
