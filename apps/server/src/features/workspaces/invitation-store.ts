import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { type Db, deleteRows, type Tx } from '../../platform/db/index.ts'
import { users } from '../accounts/index.ts'
import { bounds } from './bounds.ts'
import { workspaceInvitations } from './tables.ts'

export type InvitationRow = typeof workspaceInvitations.$inferSelect & { hasExpired: boolean }

export type NewInvitation = Pick<
  InvitationRow,
  'id' | 'workspaceId' | 'email' | 'role' | 'monthlyCredits' | 'tokenHash' | 'invitedBy'
>

const { acceptedAt, revokedAt, expiresAt } = workspaceInvitations
const isOpen = and(isNull(acceptedAt), isNull(revokedAt))
const expiry = sql`now() + make_interval(days => ${bounds.invitationDays})`
const hasExpired = sql<boolean>`${expiresAt} <= now()`

export async function insertInvitation(tx: Tx, invitation: NewInvitation): Promise<void> {
  await tx.insert(workspaceInvitations).values({ ...invitation, expiresAt: expiry })
}

/** Another email has another token; the one before is void. */
export async function renewInvitation(tx: Tx, id: string, tokenHash: string): Promise<void> {
  await tx
    .update(workspaceInvitations)
    .set({ tokenHash, sentAt: sql`now()`, expiresAt: expiry })
    .where(eq(workspaceInvitations.id, id))
}

export async function markAccepted(tx: Tx, id: string): Promise<void> {
  await tx.update(workspaceInvitations).set({ acceptedAt: sql`now()` }).where(eq(workspaceInvitations.id, id))
}

/** Ends the open invitation with this id, or to this address. @returns its id; undefined: there is none. */
export async function revokeInvitation(
  tx: Tx,
  workspaceId: string,
  which: { id: string } | { email: string },
): Promise<string | undefined> {
  const [row] = await tx
    .update(workspaceInvitations)
    .set({ revokedAt: sql`now()` })
    .where(and(isOf(workspaceId, which), isOpen))
    .returning({ id: workspaceInvitations.id })
  return row?.id
}

export async function findOpenInvitation(
  tx: Tx,
  workspaceId: string,
  id: string,
): Promise<InvitationRow | undefined> {
  const [row] = await tx
    .select()
    .from(workspaceInvitations)
    .where(and(isOf(workspaceId, { id }), isOpen))
  return row && { ...row, hasExpired: row.expiresAt.getTime() <= Date.now() }
}

export type DescribedInvitation = InvitationRow & { workspaceName: string; inviter: string | null }

/** The invitation to which a token belongs, open or not. */
export async function findByToken(db: Db | Tx, tokenHash: string): Promise<DescribedInvitation | undefined> {
  const [row] = await select(db).where(eq(workspaceInvitations.tokenHash, tokenHash))
  return row && describe(row)
}

/** The open invitations of a workspace, the newest first; expired ones too. */
export async function listInvitations(db: Db, workspaceId: string): Promise<DescribedInvitation[]> {
  const rows = await select(db)
    .where(and(eq(workspaceInvitations.workspaceId, workspaceId), isOpen))
    .orderBy(desc(workspaceInvitations.createdAt), desc(workspaceInvitations.id))
  return rows.map(describe)
}

/** Those to an address, also over ones, for the export of its owner's data. */
export async function listInvitationsTo(db: Db, email: string): Promise<DescribedInvitation[]> {
  const rows = await select(db)
    .where(eq(workspaceInvitations.email, email))
    .orderBy(workspaceInvitations.createdAt)
  return rows.map(describe)
}

export async function countOpenInvitations(tx: Tx, workspaceId: string): Promise<number> {
  return tx.$count(workspaceInvitations, and(eq(workspaceInvitations.workspaceId, workspaceId), isOpen))
}

/** Of an account that is being deleted. */
export async function deleteInvitationsTo(tx: Tx, email: string): Promise<void> {
  await tx.delete(workspaceInvitations).where(eq(workspaceInvitations.email, email))
}

/** Deletes invitations that expired more than `keptDays` ago, at most `rowsMax`. @returns how many. */
export function purgeInvitations(db: Db, keptDays: number, rowsMax: number): Promise<number> {
  const where = 'expires_at < now() - make_interval(days => $2)'
  return deleteRows(db, { table: 'workspace_invitations', where, values: [keptDays], rowsMax })
}

function isOf(workspaceId: string, which: { id: string } | { email: string }) {
  return and(
    eq(workspaceInvitations.workspaceId, workspaceId),
    'id' in which ? eq(workspaceInvitations.id, which.id) : eq(workspaceInvitations.email, which.email),
  )
}

const inviterName = sql<
  string | null
>`(select name from users where users.id = ${workspaceInvitations.invitedBy})`

const select = (db: Db | Tx) =>
  db
    .select({ invitation: workspaceInvitations, hasExpired, workspaceName: users.name, inviter: inviterName })
    .from(workspaceInvitations)
    .innerJoin(users, eq(users.id, workspaceInvitations.workspaceId))

function describe({
  invitation,
  ...about
}: Omit<DescribedInvitation, keyof typeof workspaceInvitations.$inferSelect> & {
  invitation: typeof workspaceInvitations.$inferSelect
}): DescribedInvitation {
  return { ...invitation, ...about }
}
