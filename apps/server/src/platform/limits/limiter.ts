import type { Pool } from 'pg'
import type { RedisAddress } from '../redis/index.ts'
import type { Limit } from './parse-limit.ts'

/** `postgres` needs the table `rate_limits (key, points, expire)`, which the migrations create. */
export type LimitConnection =
  | { kind: 'memory' }
  | { kind: 'redis'; address: RedisAddress }
  | { kind: 'postgres'; pool: Pool }

/** `name` separates the keys of one limit from those of another: letters, digits and dashes. */
export type LimitRule = Limit & { name: string }

export type LimitDecision = {
  allowed: boolean
  limit: number
  remaining: number
  /** When the window ends, in milliseconds since 1970. */
  resetAtMs: number
  /** For `Retry-After`: at least 1 when refused, 0 when allowed. */
  retryAfterSeconds: number
  windowSeconds: number
}

export type Limiter = {
  /** Counts one use. Never rejects, and answers within a second whatever the state of the store. */
  consume(key: string): Promise<LimitDecision>
  /** What `consume` would decide now, without counting. */
  peek(key: string): Promise<LimitDecision>
}

/** Where windows are counted. Disposal closes only what it opened itself, so not the pool. */
export type LimitStore = AsyncDisposable & { createLimiter(rule: LimitRule): Limiter }
