import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Db, queryNamed, type Tx } from '../../platform/db/index.ts'
import { type UserRow, users } from '../accounts/index.ts'
import type { Role } from './roles.ts'
import { workspaceMembers } from './tables.ts'

export type MemberRow = typeof workspaceMembers.$inferSelect

/** What a request in a workspace needs to know of its member and of the account, at this moment. */
export type FoundMember = Pick<UserRow, 'name' | 'avatar' | 'credits' | 'plan'> & {
  userId: string
  workspaceId: string
  memberId: string
  role: Role
  isSuspended: boolean
}

/** All requests in workspaces wait for it, so a connection that does not answer is treated as dead. */
const findTimeoutMs = 3_000

/** The memberships of these persons in these workspaces, pair by pair, in one round trip. */
export function findMembers(
  db: Db,
  pairs: readonly { userId: string; workspaceId: string }[],
): Promise<FoundMember[]> {
  return queryNamed<FoundMember>(
    db,
    'find_workspace_members',
    `select m.user_id as "userId", m.workspace_id as "workspaceId", m.id as "memberId", m.role,
       w.suspended_at is not null as "isSuspended", w.name, w.avatar, w.credits, w.plan
     from unnest($1::uuid[], $2::uuid[]) as asked (user_id, workspace_id)
     join workspace_members m on m.user_id = asked.user_id and m.workspace_id = asked.workspace_id
     join users w on w.id = m.workspace_id`,
    [pairs.map(({ userId }) => userId), pairs.map(({ workspaceId }) => workspaceId)],
    findTimeoutMs,
  )
}

export async function insertMember(tx: Tx, member: Omit<MemberRow, 'createdAt'>): Promise<void> {
  await tx.insert(workspaceMembers).values(member)
}

export async function findMember(
  db: Db | Tx,
  workspaceId: string,
  userId: string,
): Promise<MemberRow | undefined> {
  const [row] = await db
    .select()
    .from(workspaceMembers)
    .where(and(eq(workspaceMembers.workspaceId, workspaceId), eq(workspaceMembers.userId, userId)))
  return row
}

export async function findMemberById(
  tx: Tx,
  workspaceId: string,
  id: string,
): Promise<MemberRow | undefined> {
  const [row] = await tx
    .select()
    .from(workspaceMembers)
    .where(and(eq(workspaceMembers.workspaceId, workspaceId), eq(workspaceMembers.id, id)))
  return row
}

/** The name of the person, as it is now. */
export async function nameOfMember(tx: Tx, id: string): Promise<string> {
  const [row] = await tx
    .select({ name: users.name })
    .from(workspaceMembers)
    .innerJoin(users, eq(users.id, workspaceMembers.userId))
    .where(eq(workspaceMembers.id, id))
  return row?.name ?? ''
}

export async function setRole(tx: Tx, id: string, role: Role): Promise<void> {
  await tx.update(workspaceMembers).set({ role }).where(eq(workspaceMembers.id, id))
}

export async function deleteMember(tx: Tx, id: string): Promise<void> {
  await tx.delete(workspaceMembers).where(eq(workspaceMembers.id, id))
}

/** The memberships of a person, in the order in which their workspaces are locked. */
export function listMemberships(tx: Tx, userId: string): Promise<MemberRow[]> {
  return tx
    .select()
    .from(workspaceMembers)
    .where(eq(workspaceMembers.userId, userId))
    .orderBy(workspaceMembers.workspaceId)
}

export async function countOwners(tx: Tx, workspaceId: string): Promise<number> {
  return tx.$count(
    workspaceMembers,
    and(eq(workspaceMembers.workspaceId, workspaceId), eq(workspaceMembers.role, 'owner')),
  )
}

export async function countOwned(tx: Tx, userId: string): Promise<number> {
  return tx.$count(
    workspaceMembers,
    and(eq(workspaceMembers.userId, userId), eq(workspaceMembers.role, 'owner')),
  )
}

export async function countMembers(tx: Tx, workspaceId: string): Promise<number> {
  return tx.$count(workspaceMembers, eq(workspaceMembers.workspaceId, workspaceId))
}

/** Whether the account with this address is a member. */
export async function isMemberAddress(tx: Tx, workspaceId: string, email: string): Promise<boolean> {
  const rows = await tx
    .select({ id: workspaceMembers.id })
    .from(workspaceMembers)
    .innerJoin(users, eq(users.id, workspaceMembers.userId))
    .where(and(eq(workspaceMembers.workspaceId, workspaceId), eq(users.email, email)))
  return rows.length > 0
}

const thisMonth = `date_trunc('month', now() at time zone 'utc')::date`

export type ListedMember = {
  id: string
  userId: string
  name: string
  email: string
  avatar: string | null
  role: Role
  monthlyCredits: number | null
  spentThisMonth: number
  joinedAt: Date
}

/** The members of a workspace, owners first, then by name. */
export function listMembers(db: Db, workspaceId: string): Promise<ListedMember[]> {
  return queryNamed<ListedMember>(
    db,
    'list_workspace_members',
    `select m.id, m.user_id as "userId", u.name, u.email, u.avatar, m.role, k.monthly_credits as "monthlyCredits",
       coalesce(s.spent, 0) as "spentThisMonth", m.created_at as "joinedAt"
     from workspace_members m join users u on u.id = m.user_id join api_keys k on k.id = m.id
     left join api_key_months s on s.key_id = m.id and s.month = ${thisMonth}
     where m.workspace_id = $1
     order by array_position(array['owner', 'admin', 'member', 'viewer'], m.role), lower(u.name), m.id`,
    [workspaceId],
  )
}

export type ListedWorkspace = Pick<UserRow, 'id' | 'name' | 'plan' | 'credits' | 'monthlyCredits'> & {
  spentThisMonth: number
  role: Role
  memberId: string
  members: number
  isSuspended: boolean
  createdAt: Date
}

/** The workspaces of a person, the oldest membership first, or one of them. */
export function listWorkspaces(
  db: Db,
  userId: string,
  workspaceId: string | null = null,
): Promise<ListedWorkspace[]> {
  return queryNamed<ListedWorkspace>(
    db,
    'list_workspaces',
    `select w.id, w.name, w.plan, w.credits, w.monthly_credits as "monthlyCredits", w.created_at as "createdAt",
       case when w.spent_in = ${thisMonth} then w.spent_this_month else 0 end as "spentThisMonth",
       m.role, m.id as "memberId", w.suspended_at is not null as "isSuspended",
       (select count(*)::int from workspace_members other where other.workspace_id = w.id) as members
     from workspace_members m join users w on w.id = m.workspace_id
     where m.user_id = $1 and ($2::uuid is null or w.id = $2) order by m.created_at, w.id`,
    [userId, workspaceId],
  )
}

/** The names of workspaces, for a message that names them. */
export function readNames(tx: Tx, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  return tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, [...ids]))
    .orderBy(sql`lower(${users.name})`, users.id)
}
