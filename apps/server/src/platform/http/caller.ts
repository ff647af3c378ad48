import type { FastifyReply, FastifyRequest } from 'fastify'
import { bareAddress } from '../limits/index.ts'

/** Who makes a request, as their session's row says at this moment. */
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
  /** How long ago the session's owner last showed who they are. */
  provedAgoSeconds: number
}

/** How routes learn who calls. The sessions feature implements it; the others only know this shape. */
export type Authentication = {
  /** A hook: refuses with 401 unless the caller's session is alive. */
  requireCaller(req: FastifyRequest, reply: FastifyReply): Promise<void>
  /** The caller that `requireCaller` found; for routes behind it only. */
  callerOf(req: FastifyRequest): Caller
  /** The caller where there is one, for routes that anyone may use. */
  findCaller(req: FastifyRequest): Promise<Caller | undefined>
  /**
   * The user whom a well-signed, unexpired access token names, without asking whether the session lives: for
   * counting only.
   */
  claimedUserId(req: FastifyRequest): Promise<string | undefined>
}

/** Where a request came from, as it is kept with sessions and in the security log. */
export type Origin = { ipAddress: string; userAgent: string | null; requestId: string }

const userAgentCharsMax = 400

export function originOf(req: FastifyRequest): Origin {
  return {
    ipAddress: bareAddress(req.ip) ?? 'unknown',
    userAgent: req.headers['user-agent']?.slice(0, userAgentCharsMax) ?? null,
    requestId: req.id,
  }
}
