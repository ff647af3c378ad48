import { create } from 'zustand'
import { keyOfAccount, onAccountChange, onSignOut, removeOfAllAccounts } from '../session/index.ts'
import { emptySet, parseSet, type SetDraft } from './set-state.ts'

const setKey = 'chatsvg.set'

const readStored = () => parseSet(localStorage.getItem(keyOfAccount(setKey)))

const useSetState = create<SetDraft>(readStored)

export const useSetDraft = (): SetDraft => useSetState()

export function changeSet(change: Partial<SetDraft>): void {
  useSetState.setState(change)
  localStorage.setItem(keyOfAccount(setKey), JSON.stringify(useSetState.getState()))
}

onAccountChange((wasLost) => {
  const before = useSetState.getState()
  const stored = readStored()
  useSetState.setState(stored)
  // An own set that was begun earlier is not replaced.
  if (wasLost && stored.lines.trim() === '') changeSet(before)
})

onSignOut(() => {
  removeOfAllAccounts(setKey)
  useSetState.setState(emptySet)
})
