import { create } from 'zustand'
import { onSignOut } from '../session/index.ts'
import { emptySet, parseSet, type SetDraft } from './set-state.ts'

const setKey = 'chatsvg.set'

const useSetState = create<SetDraft>(() => parseSet(localStorage.getItem(setKey)))

export const useSetDraft = (): SetDraft => useSetState()

export function changeSet(change: Partial<SetDraft>): void {
  useSetState.setState(change)
  localStorage.setItem(setKey, JSON.stringify(useSetState.getState()))
}

onSignOut(() => {
  localStorage.removeItem(setKey)
  useSetState.setState(emptySet)
})
