import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../platform/db/index.ts'
import { insertKey } from './store.ts'
import { apiKeys } from './tables.ts'

/** What a member of a workspace may spend; null: as much as the workspace has. `name` is the person's. */
export type NewMemberKey = { id: string; userId: string; name: string; monthlyCredits: number | null }

/**
 * Adds the row for which the jobs of a member are counted. The caller holds the lock on the workspace's row.
 */
export async function insertMemberKey(tx: Tx, member: NewMemberKey): Promise<void> {
  await insertKey(tx, {
    ...member,
    kind: 'member',
    scopes: [],
    origins: [],
    addresses: [],
    expiresAt: null,
  })
}

export async function setMemberLimit(tx: Tx, id: string, monthlyCredits: number | null): Promise<void> {
  await tx.update(apiKeys).set({ monthlyCredits }).where(isMember(id))
}

/**
 * Ends a membership: no charge for it is accepted from the commit on. The caller has rewritten the
 * workspace's row, so that a charge which waits for it asks again.
 *
 * @param name under which the history of the workspace shows the person from now on.
 */
export async function revokeMemberKey(tx: Tx, id: string, name: string): Promise<void> {
  await tx
    .update(apiKeys)
    .set({ revokedAt: sql`now()`, name })
    .where(and(isMember(id), isNull(apiKeys.revokedAt)))
}

/** Who was a member of the workspace and is none any more, while that is kept. */
export async function listFormerMembers(
  db: Db,
  workspaceId: string,
): Promise<{ id: string; name: string }[]> {
  return db
    .select({ id: apiKeys.id, name: apiKeys.name })
    .from(apiKeys)
    .where(and(eq(apiKeys.userId, workspaceId), eq(apiKeys.kind, 'member'), isNotNull(apiKeys.revokedAt)))
    .orderBy(apiKeys.revokedAt, apiKeys.id)
}

const isMember = (id: string) => and(eq(apiKeys.id, id), eq(apiKeys.kind, 'member'))
