import type { LimitDecision, LimitRule } from './limiter.ts'
import type { WindowState } from './memory-window.ts'

/** The maximum of windows in a process. */
export const keysMax = 50_000

export function decide(rule: LimitRule, state: WindowState, nowMs: number): LimitDecision {
  const allowed = state.consumed <= rule.count
  return {
    allowed,
    limit: rule.count,
    remaining: Math.max(rule.count - state.consumed, 0),
    resetAtMs: state.resetAtMs,
    retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil((state.resetAtMs - nowMs) / 1_000)),
    windowSeconds: rule.windowMs / 1_000,
  }
}
