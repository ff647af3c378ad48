import type { FastifyReply, FastifyRequest } from 'fastify'
import { bareAddress } from '../limits/index.ts'

/** The caller of a request, from the row of the session at this moment. */
export type Caller = {
  sessionId: string
  userId: string
  email: string
  name: string
  avatar: string | null
  credits: number
  plan: 'FREE' | 'CUSTOMER' | 'UNLIMITED'
  role: 'USER' | 'ADMIN'
  emailVerified: boolean
  /** Whether the session was proven with a second factor. */
  isMultiFactor: boolean
  /** How long ago the session's owner last proved who they are. */
  provedAgoSeconds: number
}

/** How routes get the caller. The sessions feature implements it; other code knows only this type. */
export type Authentication = {
  /** A hook: refuses with 401 unless the caller's session is alive. */
  requireCaller(req: FastifyRequest, reply: FastifyReply): Promise<void>
  /** The caller that `requireCaller` found; only for routes behind it. */
  callerOf(req: FastifyRequest): Caller
  /** The caller if there is one, for routes without sign-in. */
  findCaller(req: FastifyRequest): Promise<Caller | undefined>
  /** The user of a valid access token, without a check of the session: only for counting. */
  claimedUserId(req: FastifyRequest): Promise<string | undefined>
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
