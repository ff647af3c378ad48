import { createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Authentication, rateLimitHook } from '../../platform/http/index.ts'
import { clientKey, type Limiter } from '../../platform/limits/index.ts'
import { reportLimited } from './errors.ts'

export type ReportGuard = ReturnType<typeof guardReports>

/**
 * One limit for reports of every kind.
 *
 * @param options `limiter`: null switches it off. `key`: of the HMACs that identify reporters.
 */
export function guardReports(
  authentication: Authentication,
  { limiter, key }: { limiter: Limiter | null; key: Uint8Array },
) {
  return {
    limit: rateLimitHook({
      name: 'report',
      limiter,
      refusal: reportLimited,
      keyOf: async (req) => (await authentication.claimedUserId(req)) ?? clientKey(req.ip),
    }),
    /** Allows one open report for each account or address, and names neither. */
    async readReporterKey(req: FastifyRequest): Promise<string> {
      const caller = await authentication.findCaller(req)
      const reporter = caller ? `user\n${caller.userId}` : `address\n${clientKey(req.ip)}`
      return createHmac('sha256', key).update(reporter).digest('base64url')
    },
  }
}
