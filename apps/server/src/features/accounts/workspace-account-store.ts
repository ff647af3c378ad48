import { sql } from 'drizzle-orm'
import type { Tx } from '../../platform/db/index.ts'
import type { UserRow } from './store.ts'
import { users } from './tables.ts'

const prefix = 'workspace:'

/** What the row of a workspace has instead of an address. It has no "@", so nobody can type it as one. */
const workspaceEmail = (id: string): string => `${prefix}${id}`

/** The workspace whose `email` this is; undefined for an address. */
export const workspaceOfEmail = (email: string): string | undefined =>
  email.startsWith(prefix) ? email.slice(prefix.length) : undefined

/**
 * Adds an account of the kind `workspace`, without credits. Whoever acts in it has a verified address if that
 * is required, so the account counts as verified.
 */
export async function insertWorkspaceAccount(
  tx: Tx,
  { id, name }: Pick<UserRow, 'id' | 'name'>,
): Promise<UserRow> {
  const [row] = await tx
    .insert(users)
    .values({ id, name, kind: 'workspace', email: workspaceEmail(id), emailVerifiedAt: sql`now()` })
    .returning()
  if (!row) throw new Error('an insert without a row')
  return row
}
