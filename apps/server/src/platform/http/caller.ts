import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Tx } from '../db/index.ts'
import { bareAddress } from '../limits/index.ts'

/** The caller of a request. The feature that implements `Authentication` adds what else it knows. */
export type Caller = {
  /** Of the session, or of the API key or the membership in a workspace that takes its place. */
  sessionId: string
  /** Of the account that the request is about: the person's own, or a workspace. */
  userId: string
  /** The API key or the membership that makes the request; undefined: a session of the account's owner. */
  apiKeyId?: string
  /**
   * The person who acts in a workspace, their session, and the role that they need for it; undefined: the
   * account is the person's own.
   */
  actor?: { userId: string; sessionId: string; leastRole: string }
}

/** For how long an open request or a socket may stay open: while its session is alive, and its actor's. */
export type CallerIdentity = Pick<Caller, 'userId' | 'sessionId'> & {
  actor?: Pick<Caller, 'userId' | 'sessionId'>
}

export const identityOf = ({ userId, sessionId, actor }: CallerIdentity): CallerIdentity => ({
  userId,
  sessionId,
  ...(actor && { actor: { userId: actor.userId, sessionId: actor.sessionId } }),
})

/** How routes identify their caller. `Known` has the fields of a caller that the routes need. */
export type Authentication<Known extends Caller = Caller> = {
  /** A hook: refuses with 401 unless the caller's session is alive. */
  requireCaller(req: FastifyRequest, reply: FastifyReply): Promise<void>
  /** The caller that `requireCaller` found; for routes behind it only. */
  callerOf(req: FastifyRequest): Known
  /** The caller where there is one, for routes that anyone may use. */
  findCaller(req: FastifyRequest): Promise<Known | undefined>
  /**
   * The user of an access token that is signed and not expired, without a check of the session. Only for rate
   * limits.
   */
  claimedUserId(req: FastifyRequest): Promise<string | undefined>
  /**
   * Whether the caller's session or key is still valid, and stays so until the end of the transaction. In a
   * workspace, whether the person still has the role that the call needs, too. For writes that give access to
   * an account or send its data elsewhere: it may have been revoked since the check of the request. The
   * transaction has locked the account's row before, as revocations and changes of roles do.
   */
  isStillValid(tx: Tx, caller: Caller): Promise<boolean>
}

/** The origin of a request, as it is stored with sessions and in the security log. */
export type Origin = { ipAddress: string; userAgent: string | null; requestId: string }

const userAgentCharsMax = 400

export function originOf(req: FastifyRequest): Origin {
  return {
    ipAddress: bareAddress(req.ip) ?? 'unknown',
    userAgent: req.headers['user-agent']?.slice(0, userAgentCharsMax) ?? null,
    requestId: req.id,
  }
}
