import { type Db, queryNamed, type Tx } from '../../platform/db/index.ts'
import type { authors } from './tables.ts'

export type AuthorRow = Pick<
  typeof authors.$inferSelect,
  'handle' | 'displayName' | 'biography' | 'isPublic' | 'createdAt' | 'updatedAt'
>
export type AuthorSettings = Pick<AuthorRow, 'handle' | 'displayName' | 'biography' | 'isPublic'>

/** How a public author is named beside their pictures. */
export type AuthorName = { handle: string; name: string }
export type PublicAuthor = AuthorName & { userId: string; biography: string | null }

/**
 * For a `from` clause: the users who have a page now. Suspended users have none.
 */
export const publicAuthors = `(
  select author.user_id, author.handle, coalesce(author.display_name, author.handle) as name, author.biography
  from authors author join users on users.id = author.user_id
  where author.is_public and users.suspended_at is null
)`

const columns = `handle, display_name as "displayName", biography, is_public as "isPublic",
  created_at as "createdAt", updated_at as "updatedAt"`

export async function findOwnAuthor(db: Db | Tx, userId: string): Promise<AuthorRow | undefined> {
  const [row] = await queryNamed<AuthorRow>(
    db,
    'find_own_author',
    `select ${columns} from authors where user_id = $1`,
    [userId],
  )
  return row
}

/** A hidden page stays hidden. Violates `authors_handle_key` when another user has the handle. */
export async function putAuthor(
  tx: Tx,
  userId: string,
  { handle, displayName, biography, isPublic }: AuthorSettings,
): Promise<AuthorRow | undefined> {
  const [row] = await queryNamed<AuthorRow>(
    tx,
    'put_author',
    `insert into authors as author (user_id, handle, display_name, biography, is_public) values ($1, $2, $3, $4, $5)
     on conflict (user_id) do update set handle = excluded.handle, display_name = excluded.display_name,
       former_handle = case when author.handle = excluded.handle then author.former_handle else author.handle end,
       handle_changed_at = case when author.handle = excluded.handle then author.handle_changed_at else now() end,
       biography = excluded.biography, updated_at = now(),
       is_public = excluded.is_public and author.removed_at is null
     returning ${columns}`,
    [userId, handle, displayName, biography, isPublic],
  )
  return row
}

/** Whether another user gave up this handle less than `reservedDays` ago, and has given up none since. */
export async function isReservedForAnother(
  tx: Tx,
  userId: string,
  handle: string,
  reservedDays: number,
): Promise<boolean> {
  const rows = await queryNamed(
    tx,
    'find_reserved_handle',
    `select from authors where former_handle = $2 and user_id <> $1
       and handle_changed_at > now() - make_interval(days => $3)`,
    [userId, handle, reservedDays],
  )
  return rows.length > 0
}

/**
 * Hides a page from everybody, and keeps it so; for the transactions of administrators.
 *
 * @returns the name on the page; undefined if there is none, or it is hidden already.
 */
export async function hideAuthor(tx: Tx, userId: string, reason: string): Promise<string | undefined> {
  const [row] = await queryNamed<{ name: string }>(
    tx,
    'hide_author',
    `update authors set is_public = false, removed_at = now(), removed_reason = $2
     where user_id = $1 and removed_at is null returning coalesce(display_name, handle) as name`,
    [userId, reason],
  )
  return row?.name
}

/** Its user may switch the page on again. @returns its name; undefined if it is not hidden. */
export async function allowAuthor(tx: Tx, userId: string): Promise<string | undefined> {
  const [row] = await queryNamed<{ name: string }>(
    tx,
    'allow_author',
    `update authors set removed_at = null, removed_reason = null
     where user_id = $1 and removed_at is not null returning coalesce(display_name, handle) as name`,
    [userId],
  )
  return row?.name
}

export async function findPublicAuthor(db: Db, handle: string): Promise<PublicAuthor | undefined> {
  const [row] = await queryNamed<PublicAuthor>(
    db,
    'find_public_author',
    `select user_id as "userId", handle, name, biography from ${publicAuthors} author where handle = $1`,
    [handle],
  )
  return row
}

/** The names of those of these users who have a page, by the id of the user. */
export async function findAuthorNames(
  db: Db,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, AuthorName>> {
  const asked = [...new Set(userIds)]
  if (asked.length === 0) return new Map()
  const rows = await queryNamed<AuthorName & { userId: string }>(
    db,
    'find_author_names',
    `select user_id as "userId", handle, name from ${publicAuthors} author where user_id = any($1::uuid[])`,
    [asked],
  )
  return new Map(rows.map(({ userId, handle, name }) => [userId, { handle, name }]))
}
