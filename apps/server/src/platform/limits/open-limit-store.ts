import type { Log } from '../log/index.ts'
import { decide, keysMax } from './decide.ts'
import type { LimitConnection, Limiter, LimitRule, LimitStore } from './limiter.ts'
import { MemoryWindow } from './memory-window.ts'

/** Opens a store. If it is unreachable, limits are counted in memory, per process, until it answers. */
export async function openLimitStore(connection: LimitConnection, log: Log): Promise<LimitStore> {
  if (connection.kind === 'memory')
    return { createLimiter: (rule) => createMemoryLimiter(rule), async [Symbol.asyncDispose]() {} }
  const { openPostgresStore, openRedisStore } = await import('./stored-limits.ts')
  return connection.kind === 'redis'
    ? openRedisStore(connection.address, log)
    : openPostgresStore(connection.pool, log)
}

function createMemoryLimiter(rule: LimitRule): Limiter {
  const windows = new MemoryWindow(rule.windowMs, keysMax)
  return {
    async consume(key) {
      const nowMs = Date.now()
      return decide(rule, windows.consume(key, nowMs), nowMs)
    },
    async peek(key) {
      const nowMs = Date.now()
      return decide(rule, windows.peek(key, nowMs), nowMs)
    },
  }
}
