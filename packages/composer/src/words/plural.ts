import pluralize from 'pluralize'

/** The plural of a name, by its last word before a preposition: "red foxes", "cups of tea", "men in tuxedos". */
export function pluralOf(name: string): string {
  const [, head = name, rest = ''] = /^(.+?)( (?:of|in|with|on|at|for|to|without|and) .+)$/.exec(name) ?? []
  const [, before = '', last = head] = /^(.*[ -])?([^ -]+)$/.exec(head) ?? []
  return before + pluralize.plural(last) + rest
}
