import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { call, describeProblem, isProblem, prepareWrite } from '../api/index.ts'
import { notify } from '../design/index.ts'

/** How long the user can undo a deletion. The notice with Undo is shown at least as long. */
const graceMs = 10_000

/**
 * `hidden`: ids of pictures that are deleted, or will be deleted after the grace period. No list shows them.
 */
export const deletedPictures = createStore<{ hidden: ReadonlySet<string> }>(() => ({ hidden: new Set() }))

export const useHiddenPictures = (): ReadonlySet<string> => useStore(deletedPictures, ({ hidden }) => hidden)

const pending = new Map<string, ReturnType<typeof setTimeout>>()

/**
 * Hides the picture at once, and deletes it after ten seconds, in which the user can undo it. If the user
 * leaves the page earlier, the picture is deleted at that time, because it could no longer be undone.
 *
 * @param onDeleted called after the service has deleted it.
 */
export function deleteWithGrace(id: string, onDeleted: () => void): void {
  if (pending.has(id)) return
  setHidden(id, true)
  prepareWrite().catch(() => undefined)
  pending.set(
    id,
    setTimeout(() => void carryOut(id, onDeleted), graceMs),
  )
  notify('Picture deleted', { verb: 'Undo', act: () => takeBack(id) })
}

/** The notice stays longer while the pointer is over it. */
function takeBack(id: string): void {
  const timer = pending.get(id)
  if (timer === undefined) {
    notify('Too late: the picture is already deleted')
    return
  }
  clearTimeout(timer)
  pending.delete(id)
  setHidden(id, false)
}

async function carryOut(id: string, onDeleted: () => void): Promise<void> {
  pending.delete(id)
  try {
    await call('DELETE /api/user/generations/{id}', { params: { id } })
  } catch (error) {
    // It has been deleted elsewhere.
    if (!isProblem(error, 'svg_not_found')) {
      setHidden(id, false)
      notify(describeProblem(error))
      return
    }
  }
  onDeleted()
}

function setHidden(id: string, isHidden: boolean): void {
  deletedPictures.setState(({ hidden }) => {
    const next = new Set(hidden)
    if (isHidden) next.add(id)
    else next.delete(id)
    return { hidden: next }
  })
}

/**
 * Deletes the pictures whose grace period has not ended. Called when the page is left, and before the user
 * signs out.
 */
export async function deletePendingNow(): Promise<void> {
  await Promise.allSettled(
    [...pending].map(([id, timer]) => {
      clearTimeout(timer)
      pending.delete(id)
      return call('DELETE /api/user/generations/{id}', { params: { id }, keepalive: true })
    }),
  )
}

/** Called once, when the page starts. */
export function startDeletions(): void {
  window.addEventListener('pagehide', () => void deletePendingNow())
}
