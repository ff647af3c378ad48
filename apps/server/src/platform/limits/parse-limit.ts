export type Limit = { count: number; windowMs: number }

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const countMax = 1_000_000
const windowMsMax = 7 * unitMs.d

/** Reads `5/15m` (units s, m, h, d; at most 7d) or `off`, which is `{ limit: null }`. */
export function parseLimit(text: string): { limit: Limit | null } | { problem: string } {
  const trimmed = text.trim().toLowerCase()
  if (trimmed === 'off') return { limit: null }
  const parts = /^(\d{1,7})\/(\d{1,7})([smhd])$/.exec(trimmed)
  if (!parts) return { problem: 'must be <count>/<window> such as 5/15m, or off' }
  const count = Number(parts[1])
  const windowMs = Number(parts[2]) * unitMs[parts[3] as keyof typeof unitMs]
  if (count < 1 || count > countMax)
    return { problem: `the count must be from 1 to ${countMax}, or write off` }
  if (windowMs < unitMs.s || windowMs > windowMsMax) return { problem: 'the window must be from 1s to 7d' }
  return { limit: { count, windowMs } }
}
