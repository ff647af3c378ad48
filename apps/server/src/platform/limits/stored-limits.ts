import { LRUCache } from 'lru-cache'
import type { Pool } from 'pg'
import {
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterStoreAbstract,
} from 'rate-limiter-flexible'
import { withDeadline } from '../async/index.ts'
import { createOutageLog, type Log } from '../log/index.ts'
import { becomesReady, openRedis, type RedisAddress } from '../redis/index.ts'
import { decide, keysMax } from './decide.ts'
import type { LimitDecision, Limiter, LimitRule, LimitStore } from './limiter.ts'
import { MemoryWindow, type WindowState } from './memory-window.ts'

const redisTimeoutMs = 250
/** A busy pool may delay a query for longer than Redis would, without being down. */
const postgresTimeoutMs = 1_000
const openTimeoutMs = 1_000
const keyCharsMax = 200
const cleanupIntervalMs = 300_000

export async function openRedisStore(address: RedisAddress, log: Log): Promise<LimitStore> {
  const client = openRedis(address, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    socketTimeout: 2_000,
  })
  client.on('error', (err) => log.debug({ err }, 'limits: Redis connection'))
  await becomesReady(client, openTimeoutMs)
  return {
    createLimiter: (rule) =>
      createStoredLimiter(
        rule,
        new RateLimiterRedis({
          storeClient: client,
          points: rule.count,
          duration: rule.windowMs / 1_000,
          keyPrefix: `${address.prefix}-limit-${rule.name}`,
          rejectIfRedisNotReady: true,
        }),
        redisTimeoutMs,
        log,
      ),
    async [Symbol.asyncDispose]() {
      client.disconnect()
    },
  }
}

export function openPostgresStore(pool: Pool, log: Log): LimitStore {
  const timer = setInterval(() => {
    pool
      .query('DELETE FROM rate_limits WHERE expire < $1', [Date.now()])
      .catch((err) => log.warn({ err }, 'limits: ended windows were not removed'))
  }, cleanupIntervalMs)
  timer.unref()
  return {
    createLimiter: (rule) =>
      createStoredLimiter(
        rule,
        new RateLimiterPostgres({
          storeClient: pool,
          storeType: 'pool',
          tableName: 'rate_limits',
          tableCreated: true,
          clearExpiredByTimeout: false,
          points: rule.count,
          duration: rule.windowMs / 1_000,
          keyPrefix: rule.name,
        }),
        postgresTimeoutMs,
        log,
      ),
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
    },
  }
}

/**
 * Counts in the store and, when it does not answer in time, in memory. A key that was found over its limit is
 * cached until its window ends, so that a flood of refused requests does not load the store.
 */
function createStoredLimiter(
  rule: LimitRule,
  stored: RateLimiterStoreAbstract,
  timeoutMs: number,
  log: Log,
): Limiter {
  const insurance = new MemoryWindow(rule.windowMs, keysMax)
  // By size and not by `max`, for which the library allocates a megabyte in advance.
  const refused = new LRUCache<string, WindowState>({ maxSize: keysMax, sizeCalculation: () => 1 })
  const outage = createOutageLog({
    lost: (err) => log.error({ err, limit: rule.name }, 'limits: the store is away, counting in memory'),
    back: () => log.info({ limit: rule.name }, 'limits: the store is back'),
  })

  async function ask(
    fullKey: string,
    askStore: (key: string) => Promise<WindowState>,
    askMemory: (key: string, nowMs: number) => WindowState,
  ): Promise<LimitDecision> {
    const key = fullKey.slice(0, keyCharsMax)
    const nowMs = Date.now()
    const known = refused.get(key)
    if (known && known.resetAtMs > nowMs) return decide(rule, known, nowMs)
    try {
      const state = await withDeadline(askStore(key), timeoutMs)
      outage.succeed()
      if (state.consumed > rule.count) refused.set(key, state)
      return decide(rule, state, Date.now())
    } catch (err) {
      outage.fail(err)
      return decide(rule, askMemory(key, nowMs), nowMs)
    }
  }

  return {
    consume: (fullKey) =>
      ask(
        fullKey,
        (key) => consumeStored(stored, key),
        (key, nowMs) => insurance.consume(key, nowMs),
      ),
    peek: (fullKey) =>
      ask(
        fullKey,
        (key) => peekStored(stored, key, rule.windowMs),
        (key, nowMs) => insurance.peek(key, nowMs),
      ),
  }
}

/** The state after one more use, which is not counted. */
async function peekStored(
  stored: RateLimiterStoreAbstract,
  key: string,
  windowMs: number,
): Promise<WindowState> {
  const known = await stored.get(key)
  return known && known.msBeforeNext > 0
    ? { consumed: known.consumedPoints + 1, resetAtMs: Date.now() + known.msBeforeNext }
    : { consumed: 1, resetAtMs: Date.now() + windowMs }
}

/** The library resolves below the limit and rejects with the same kind of value above it. */
async function consumeStored(stored: RateLimiterStoreAbstract, key: string): Promise<WindowState> {
  const result = await stored.consume(key).catch((rejection: unknown) => {
    if (rejection instanceof RateLimiterRes) return rejection
    throw rejection
  })
  return { consumed: result.consumedPoints, resetAtMs: Date.now() + result.msBeforeNext }
}
