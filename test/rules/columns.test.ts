import { describe, expect, it } from 'vitest'
import { listFiles, readSource } from './source-files.ts'

const featureOf = (path: string) => /^apps\/server\/src\/features\/([\w-]+)\//.exec(path)?.[1]

type Column = { property: string; name: string; writer: string }

/**
 * The columns of `users` that another feature writes according to their comment, as in "Written by
 * `credits`."
 */
const lentColumns: Column[] = [
  ...readSource('apps/server/src/features/accounts/tables.ts').matchAll(
    /Written by `([\w-]+)`\.\s+\*\/\s+(\w+): \w+\((?:'(\w+)')?/g,
  ),
].map(([, writer = '', property = '', name]) => ({ property, name: name ?? property, writer }))

const sources = listFiles('apps/server/src', 'apps/server/bin', 'apps/cli').filter(
  (path) => path.endsWith('.ts') && !path.endsWith('.test.ts'),
)

/** Statements that change rows of `users`, as SQL text or through Drizzle. */
const changesUsers =
  /\b(?:update|insert\s+into|delete\s+from)\s+(?:users\b|\$\{users\})|\.(?:update|insert|delete)\(users\)/i

/**
 * Files that assign to the column. Comparisons in SQL look the same, so other files may not compare such a
 * column with `=` either; reading is allowed.
 */
function listWriters({ property, name }: Column): string[] {
  const assigned = new RegExp(String.raw`(?<![\w.'"])${name}\s*=(?!=)|\.set\(\{[^}]*\b${property}\b`)
  return sources.filter((path) => assigned.test(sqlOf(readSource(path))))
}

/** The template literals of a file, which contain its SQL, and its calls of Drizzle's `set`. */
const sqlOf = (source: string) =>
  [
    ...source.split('`').filter((_, index) => index % 2 === 1),
    ...(source.match(/\.set\(\{[^}]*\}/g) ?? []),
  ].join('\n')

describe('the row of a user', () => {
  it('has columns that other features write, and its table says which', () => {
    expect(lentColumns.map(({ name, writer }) => `${writer}: ${name}`)).toEqual([
      'credits: credits',
      'credits: generations_on',
      'credits: generations_today',
      'credits: cancel_refunds_on',
      'credits: cancel_refunds_today',
      'credits: useless_on',
      'credits: useless_today',
      'credits: spent_in',
      'credits: spent_this_month',
      'jobs: queue_turn_at',
      'jobs: queue_turned_at',
      'credits: free_credits_month',
      'notifications: notifications_seen_at',
    ])
  })

  it.each(lentColumns)('has $name written only by $writer', (column) => {
    expect(new Set(listWriters(column).map(featureOf))).toEqual(new Set([column.writer]))
  })

  it('is changed by accounts, and by the features that its table names', () => {
    const writers = new Set(['accounts', ...lentColumns.map(({ writer }) => writer)])
    const changing = sources.filter((path) => changesUsers.test(readSource(path)))
    expect(changing.length).toBeGreaterThan(3)
    expect(changing.filter((path) => !writers.has(featureOf(path) ?? ''))).toEqual([])
  })

  it('gets no column of accounts from a statement of another feature', () => {
    const lent = new Set([...lentColumns.map(({ name }) => name), 'updated_at'])
    const foreign = sources.filter((path) => featureOf(path) !== 'accounts').flatMap(listAssignments)
    expect(foreign.length).toBeGreaterThan(3)
    expect(foreign.filter(({ column }) => !lent.has(column))).toEqual([])
  })
})

/** The columns that statements `update users set` of a file assign to, outside of interpolated values. */
function listAssignments(path: string): { path: string; column: string }[] {
  const statements = readSource(path).matchAll(
    /\bupdate\s+(?:users|\$\{users\})\s+set\s([\s\S]*?)(?:\bwhere\b|\bfrom \w+\s+where\b|\breturning\b|`)/gi,
  )
  return [...statements].flatMap(([, text = '']) =>
    splitOutside(text).flatMap((part) => {
      const column = /^\s*(\w+)\s*=/.exec(part)?.[1]
      return column === undefined ? [] : [{ path, column }]
    }),
  )
}

/** The parts between commas that are not in parentheses or braces. */
function splitOutside(text: string): string[] {
  const parts = ['']
  let depth = 0
  for (const character of text) {
    if ('({'.includes(character)) depth += 1
    if (')}'.includes(character)) depth -= 1
    if (character === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts
}
