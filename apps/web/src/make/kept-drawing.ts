import type { DrawRequest } from './draw-request.ts'

/** Survives a reload of this tab. It belongs to a user: another user of the same tab does not see it. */
export type KeptDrawing = { userId: string; request: DrawRequest; jobIds: string[]; startedAtMs: number }

const keptKey = 'chatsvg.drawing'

export const keepDrawing = (kept: KeptDrawing): void => sessionStorage.setItem(keptKey, JSON.stringify(kept))

export const forgetKeptDrawing = (): void => sessionStorage.removeItem(keptKey)

/** The stored drawing of this user; that of another user is deleted. */
export function readKeptDrawing(userId: string): KeptDrawing | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keptKey) ?? 'null') as KeptDrawing | null
    if (kept && kept.userId === userId && Array.isArray(kept.jobIds) && kept.jobIds.length > 0) return kept
  } catch {
    // An invalid value is not ours.
  }
  forgetKeptDrawing()
  return undefined
}
