import type { FastifyRequest } from 'fastify'
import { batchCalls, type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { CallerIdentity } from '../../platform/http/index.ts'
import { accountErrors } from '../accounts/index.ts'
import type { KeyAuthentication } from '../api-keys/index.ts'
import { type SessionCaller, sessionErrors } from '../sessions/index.ts'
import { workspaceErrors } from './errors.ts'
import { type FoundMember, findMember as findMemberRow, findMembers } from './member-store.ts'
import { includesRole, leastRoleOf, type Role, roles } from './roles.ts'

/** Sessions, keys, and members of workspaces. */
export type WorkspaceAuthentication = KeyAuthentication & {
  /** Whether the caller's session, key or membership is alive, and the session of who acts in a workspace. */
  isCallerAlive(identity: CallerIdentity): Promise<boolean>
  /** For a socket of a person in a workspace: undefined if they are no member. */
  findSocketMember(person: SessionCaller, workspaceId: string): Promise<SessionCaller | undefined>
}

/**
 * Adds members of workspaces to the authentication of sessions and keys. A request names the workspace by
 * `X-Workspace`; a GET can also name it by `?workspace=`, because images and event streams of a page send no
 * headers. Memberships are read from the database at every request, many in one statement, without a cache: a
 * removed member is refused from the commit of the removal on, and a changed role counts from its commit on.
 */
export function createWorkspaceAuthentication(db: Db, keys: KeyAuthentication): WorkspaceAuthentication {
  const loadMember = batchCalls(async (names: string[]) => {
    const found = await findMembers(db, names.map(pairOf))
    return new Map(found.map((member) => [nameOf(member), member]))
  })
  const callers = new WeakMap<FastifyRequest, SessionCaller>()

  /** The caller in the workspace that the request names. */
  async function enter(
    req: FastifyRequest,
    person: SessionCaller,
    workspaceId: string,
  ): Promise<SessionCaller> {
    if (person.apiKeyId !== undefined) throw new AppError(workspaceErrors.workspace_needs_session)
    const least = leastRoleOf((req.routeOptions.schema ?? {}) as Parameters<typeof leastRoleOf>[0])
    if (least === undefined) throw new AppError(workspaceErrors.workspace_not_supported)
    const member = await findMember(person, workspaceId)
    if (!member) throw new AppError(accountErrors.workspace_not_found)
    if (member.isSuspended) throw new AppError(sessionErrors.account_suspended)
    if (!includesRole(member.role, least)) throw new AppError(workspaceErrors.insufficient_role(least))
    req.log = req.log.child({ memberId: member.memberId })
    return callerAs(member, person, least)
  }

  async function findMember(
    { userId }: SessionCaller,
    workspaceId: string,
  ): Promise<FoundMember | undefined> {
    return isUuid(workspaceId) ? loadMember(nameOf({ userId, workspaceId })) : undefined
  }

  return {
    ...keys,
    async requireCaller(req, reply) {
      await keys.requireCaller(req, reply)
      const workspaceId = requestedWorkspace(req)
      if (workspaceId !== undefined) callers.set(req, await enter(req, keys.callerOf(req), workspaceId))
    },
    callerOf: (req) => callers.get(req) ?? keys.callerOf(req),
    async findCaller(req) {
      const person = await keys.findCaller(req)
      const workspaceId = requestedWorkspace(req)
      return person && workspaceId !== undefined ? enter(req, person, workspaceId) : person
    },
    async isStillValid(tx, caller) {
      const { actor, userId, apiKeyId } = caller
      if (!actor) return keys.isStillValid(tx, caller)
      if (!(await keys.isStillValid(tx, actor)) || !(await keys.isStillValid(tx, caller))) return false
      const member = await findMemberRow(tx, userId, actor.userId)
      const least = roles.find((role) => role === actor.leastRole)
      return (
        member !== undefined &&
        member.id === apiKeyId &&
        least !== undefined &&
        includesRole(member.role, least)
      )
    },
    async isCallerAlive({ sessionId, actor }) {
      if (actor && !(await keys.isSessionAlive(actor.sessionId))) return false
      return keys.isSessionAlive(sessionId)
    },
    async findSocketMember(person, workspaceId) {
      const member = await findMember(person, workspaceId)
      return member && !member.isSuspended ? callerAs(member, person, 'viewer') : undefined
    },
  }
}

/**
 * The account is the workspace, and the membership takes the place of a key: what it spends is counted for
 * it, and its streams and sockets end with it. The address, its verification and the proofs are the person's.
 */
function callerAs(member: FoundMember, person: SessionCaller, leastRole: Role): SessionCaller {
  const { workspaceId, memberId, name, avatar, credits, plan } = member
  return {
    ...{ userId: workspaceId, sessionId: memberId, apiKeyId: memberId },
    ...{ name, avatar, credits, plan, role: 'USER' },
    ...{ email: person.email, emailVerified: person.emailVerified },
    ...{ isMultiFactor: person.isMultiFactor, provedAgoSeconds: person.provedAgoSeconds },
    actor: { userId: person.userId, sessionId: person.sessionId, leastRole },
  }
}

function requestedWorkspace({ method, headers, query }: FastifyRequest): string | undefined {
  const named = headers['x-workspace']
  if (named !== undefined) return String(named)
  const { workspace } = query as { workspace?: unknown }
  return (method === 'GET' || method === 'HEAD') && typeof workspace === 'string' ? workspace : undefined
}

const nameOf = ({ userId, workspaceId }: { userId: string; workspaceId: string }) =>
  `${userId} ${workspaceId}`

function pairOf(name: string): { userId: string; workspaceId: string } {
  const [userId = '', workspaceId = ''] = name.split(' ')
  return { userId, workspaceId }
}
