import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import type { Authentication, Caller } from '../../platform/http/index.ts'
import { accountErrors, lockUser, type UserRow } from '../accounts/index.ts'
import { sessionErrors } from '../sessions/index.ts'
import { workspaceErrors } from './errors.ts'
import { findMember, type MemberRow } from './member-store.ts'
import { includesRole, type Role } from './roles.ts'

export type AsMemberDeps = { db: Db; authentication: Pick<Authentication, 'isStillValid'> }

export type ActingMember = { person: UserRow; workspace: UserRow; self: MemberRow }

/**
 * Runs a change of a workspace in a transaction that has locked the person's row and then the workspace's, in
 * this order as everywhere, so that changes of one workspace run one after the other.
 *
 * @param mayWhileSuspended whether the caller may do this also in a suspended workspace.
 * @throws AppError `workspace_not_found` for anybody but its members, `insufficient_role`,
 * `account_suspended`, `invalid_token`.
 */
export async function asMember<Result>(
  { db, authentication }: AsMemberDeps,
  caller: Caller,
  workspaceId: string,
  least: Role,
  change: (tx: Tx, member: ActingMember) => Promise<Result>,
  mayWhileSuspended: (self: MemberRow) => boolean = () => false,
): Promise<Result> {
  return db.transaction(async (tx) => {
    const person = await lockCaller(tx, authentication, caller)
    const { workspace, self } = await lockWorkspace(tx, workspaceId, person.id)
    if (workspace.suspendedAt && !mayWhileSuspended(self)) throw new AppError(sessionErrors.account_suspended)
    if (!includesRole(self.role, least)) throw new AppError(workspaceErrors.insufficient_role(least))
    return change(tx, { person, workspace, self })
  })
}

/** @throws AppError `invalid_token` when the session has ended meanwhile. */
export async function lockCaller(
  tx: Tx,
  authentication: AsMemberDeps['authentication'],
  caller: Caller,
): Promise<UserRow> {
  const person = await lockUser(tx, caller.userId)
  if (!person || !(await authentication.isStillValid(tx, caller)))
    throw new AppError(platformErrors.invalid_token)
  return person
}

/** @throws AppError `workspace_not_found` also when the person is no member. */
export async function lockWorkspace(
  tx: Tx,
  workspaceId: string,
  userId: string,
): Promise<Pick<ActingMember, 'workspace' | 'self'>> {
  // Nobody is a member of a person, so a person's row is never locked here.
  const isMember = (await findMember(tx, workspaceId, userId)) !== undefined
  const workspace = isMember ? await lockUser(tx, workspaceId) : undefined
  const self = workspace && (await findMember(tx, workspaceId, userId))
  if (!workspace || !self) throw new AppError(accountErrors.workspace_not_found)
  return { workspace, self }
}
