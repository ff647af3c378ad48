import { type SQL, sql } from 'drizzle-orm'
import type { KeysetCursor } from '../../platform/db/index.ts'

/** One page of a list: the rows after the cursor if there is one, at most `limit`. */
export type Page = { cursor: KeysetCursor | undefined; limit: number }

export type PageValues = { createdAt: Date | undefined; id: string | undefined; limit: number }

export const valuesOfPage = ({ cursor, limit }: Page): PageValues => ({
  createdAt: cursor?.createdAt,
  id: cursor?.id,
  limit,
})

/** The name of the statement of a list with these conditions; those that do not apply are omitted. */
export const nameOfList = (list: string, conditions: unknown[]): string =>
  [list, ...conditions.filter(Boolean)].join('_')

/** A `where` clause with the conditions that apply; empty if none does. */
export function where(conditions: (SQL | false | undefined)[]): SQL {
  const applied = conditions.filter((condition) => condition !== false && condition !== undefined)
  return applied.length === 0 ? sql`` : sql`where ${sql.join(applied, sql` and `)}`
}
