import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { call, describeProblem, isProblem, prepareWrite } from '../api/index.ts'
import { notify } from '../design/index.ts'
import { beforeAccountChange } from '../session/index.ts'
import { actOnEach } from './act-on-each.ts'

/** How long the user can undo a deletion. The notice with Undo is shown at least as long. */
const graceMs = 10_000

/**
 * `hidden`: ids of pictures that are deleted, or will be deleted after the grace period. No list shows them.
 */
export const deletedPictures = createStore<{ hidden: ReadonlySet<string> }>(() => ({ hidden: new Set() }))

export const useHiddenPictures = (): ReadonlySet<string> => useStore(deletedPictures, ({ hidden }) => hidden)

/** Whole pictures, or one version of each. */
type Scope = 'tree' | 'version'
type Deletion = { ids: readonly string[]; scope: Scope; timer?: ReturnType<typeof setTimeout> }

const pending = new Set<Deletion>()

/**
 * Hides pictures at once, and deletes them after ten seconds, in which the user can undo it. If the user
 * leaves the page earlier, they are deleted at that time, because it could no longer be undone.
 *
 * @param onDeleted called after the service has deleted them.
 */
export function deleteWithGrace(ids: readonly string[], onDeleted: () => void, scope: Scope = 'tree'): void {
  const { hidden } = deletedPictures.getState()
  const deletion: Deletion = { ids: ids.filter((id) => !hidden.has(id)), scope }
  const count = deletion.ids.length
  if (count === 0) return
  setHidden(deletion.ids, true)
  prepareWrite().catch(() => undefined)
  deletion.timer = setTimeout(() => void carryOut(deletion, onDeleted), graceMs)
  pending.add(deletion)
  const one = scope === 'version' ? 'Version deleted' : 'Picture deleted'
  const words = count === 1 ? one : `${count} pictures deleted`
  notify(words, { verb: 'Undo', act: () => takeBack(deletion) })
}

/** The notice stays longer while the pointer is over it. */
function takeBack(deletion: Deletion): void {
  if (!pending.delete(deletion)) {
    notify(`Too late: ${deletion.ids.length === 1 ? 'it is' : 'the pictures are'} already deleted`)
    return
  }
  clearTimeout(deletion.timer)
  setHidden(deletion.ids, false)
}

async function carryOut(deletion: Deletion, onDeleted: () => void): Promise<void> {
  pending.delete(deletion)
  const failures = await actOnEach(deletion.ids, (id) => remove(id, deletion.scope))
  // The others have been deleted elsewhere.
  const kept = failures.filter(({ error }) => !isProblem(error, 'svg_not_found'))
  setHidden(
    kept.map(({ item }) => item),
    false,
  )
  if (kept[0]) notify(describeProblem(kept[0].error))
  onDeleted()
}

const remove = (id: string, scope: Scope, keepalive = false) =>
  call('DELETE /api/user/generations/{id}', { params: { id }, query: { scope }, keepalive })

function setHidden(ids: readonly string[], isHidden: boolean): void {
  deletedPictures.setState(({ hidden }) => {
    const next = new Set(hidden)
    for (const id of ids)
      if (isHidden) next.add(id)
      else next.delete(id)
    return { hidden: next }
  })
}

/**
 * Deletes the pictures whose grace period has not ended. Called when the page is left, and before the user
 * signs out or acts in the name of another account.
 */
export async function deletePendingNow(): Promise<void> {
  const deletions = [...pending]
  pending.clear()
  for (const { timer } of deletions) clearTimeout(timer)
  await Promise.allSettled(deletions.flatMap(({ ids, scope }) => ids.map((id) => remove(id, scope, true))))
}

/** Called once, when the page starts. */
export function startDeletions(): void {
  window.addEventListener('pagehide', () => void deletePendingNow())
  beforeAccountChange(deletePendingNow)
}
