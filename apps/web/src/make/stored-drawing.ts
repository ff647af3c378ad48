import type { DrawRequest } from './draw-request.ts'

/**
 * The drawing of this tab, kept over a reload. It belongs to a user: the next user of the same tab does not
 * see it.
 */
export type StoredDrawing = { userId: string; request: DrawRequest; jobIds: string[]; startedAtMs: number }

const keptKey = 'chatsvg.drawing'

export const storeDrawing = (kept: StoredDrawing): void =>
  sessionStorage.setItem(keptKey, JSON.stringify(kept))

export const clearStoredDrawing = (): void => sessionStorage.removeItem(keptKey)

/** The stored drawing of this user. That of another user is dropped. */
export function readStoredDrawing(userId: string): StoredDrawing | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keptKey) ?? 'null') as StoredDrawing | null
    if (kept && kept.userId === userId && Array.isArray(kept.jobIds) && kept.jobIds.length > 0) return kept
  } catch {
    // It was not written by this page.
  }
  clearStoredDrawing()
  return undefined
}
