import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Db, KeysetCursor } from '../../platform/db/index.ts'
import { type GenerationRow, generations } from '../generations/index.ts'

/** Which pictures: one user's own, or everybody's public ones. */
export type ListScope = { ownerId: string } | { public: true }

export type ListFilter = { scope: ListScope; style?: string; model?: string; search?: string }

export type ListedRow = Omit<GenerationRow, 'svg' | 'bytes' | 'jobId' | 'userId'>

const listedColumns = {
  id: generations.id,
  prompt: generations.prompt,
  style: generations.style,
  model: generations.model,
  privacy: generations.privacy,
  creditsUsed: generations.creditsUsed,
  createdAt: generations.createdAt,
}

/** Newest first, from after the cursor where there is one. One row more than `limit` is read by callers who want to know whether there is another page. */
export async function listGenerations(
  db: Db,
  filter: ListFilter,
  page: { cursor?: KeysetCursor; offset: number; limit: number },
): Promise<ListedRow[]> {
  const { cursor, offset, limit } = page
  const after =
    cursor &&
    sql`(${generations.createdAt}, ${generations.id}) < (${cursor.createdAt.toISOString()}::timestamptz, ${cursor.id}::uuid)`
  return db
    .select(listedColumns)
    .from(generations)
    .where(and(matching(filter), after))
    .orderBy(desc(generations.createdAt), desc(generations.id))
    .offset(offset)
    .limit(limit)
}

export async function countGenerations(db: Db, filter: ListFilter): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(generations)
    .where(matching(filter))
  return row?.count ?? 0
}

/** One picture, if the viewer may see it: public, or their own. */
export async function findVisible(
  db: Db,
  id: string,
  viewerId: string | undefined,
): Promise<GenerationRow | undefined> {
  const mine = viewerId ? sql`${generations.userId} = ${viewerId}` : sql`false`
  const [row] = await db
    .select()
    .from(generations)
    .where(and(eq(generations.id, id), sql`(not ${generations.privacy} or ${mine})`))
  return row
}

function matching({ scope, style, model, search }: ListFilter): SQL | undefined {
  return and(
    'ownerId' in scope ? eq(generations.userId, scope.ownerId) : sql`not ${generations.privacy}`,
    style ? eq(generations.style, style) : undefined,
    model ? eq(generations.model, model) : undefined,
    search
      ? sql`to_tsvector('simple', ${generations.prompt}) @@ to_tsquery('simple', ${prefixQuery(search)})`
      : undefined,
  )
}

/** Every word of the search must begin a word of the prompt. Quoted, so that nothing in it is an operator. */
function prefixQuery(search: string): string {
  const words = search.match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map((word) => `'${word}':*`).join(' & ')
}
