/**
 * limits: rate limits in memory, Redis or PostgreSQL. While the store is down, limits are counted in memory,
 * so requests are still answered and limited. Turns of clients are counted within the process.
 */

export { bareAddress, clientKey } from './client-key.ts'
export { type ClientTurns, createClientTurns } from './client-turns.ts'
export type { LimitConnection, LimitDecision, Limiter, LimitRule, LimitStore } from './limiter.ts'
export { openLimitStore } from './open-limit-store.ts'
export { type Limit, parseLimit } from './parse-limit.ts'
