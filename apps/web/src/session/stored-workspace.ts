import { readWorkspaceId } from '../api/index.ts'

/** The workspace in whose name a tab acts. `name` is shown when nobody can act in it any more. */
export type StoredWorkspace = { id: string; name: string }

const key = 'chatsvg.workspace'

/** What this tab has chosen, or for a new tab, what was chosen last in this browser. */
export function readStoredWorkspace(): StoredWorkspace | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return undefined
    const { id, name } = kept as { id?: unknown; name?: unknown }
    return typeof id === 'string' && typeof name === 'string' ? { id, name } : undefined
  } catch {
    return undefined
  }
}

/** @param chosen undefined: the user's own account, also for new tabs. */
export function storeWorkspace(chosen: StoredWorkspace | undefined): void {
  for (const storage of [sessionStorage, localStorage]) storage.setItem(key, JSON.stringify(chosen ?? null))
}

/** The key in this browser's storage for what the user has written in the name of the present account. */
export function keyOfAccount(name: string): string {
  const id = readWorkspaceId()
  return id === undefined ? name : `${name}.${id}`
}

/** Removes what was written in the name of any account. */
export function removeOfAllAccounts(name: string): void {
  for (const stored of Object.keys(localStorage))
    if (stored === name || stored.startsWith(`${name}.`)) localStorage.removeItem(stored)
}
