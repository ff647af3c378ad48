import { create } from 'zustand'
import { notify } from '../design/index.ts'
import { keyOfAccount, onAccountChange, onSignOut, removeOfAllAccounts } from '../session/index.ts'
import {
  type Draft,
  type DraftState,
  emptyDraft,
  parseDraft,
  withAddress,
  withDraftChange,
} from './draft-state.ts'

const draftKey = 'chatsvg.draft'

const readStored = () => parseDraft(localStorage.getItem(keyOfAccount(draftKey)))

const useDraftState = create<DraftState>(() => {
  const written = readStored()
  return { written, draft: withAddress(written, location) }
})

export const readDraft = (): Draft => useDraftState.getState().draft
export const useDraft = (): Draft => useDraftState(({ draft }) => draft)

export function changeDraft(change: Partial<Draft>): void {
  useDraftState.setState((state) => withDraftChange(state, change))
  localStorage.setItem(keyOfAccount(draftKey), JSON.stringify(readDraft()))
}

/** Replaces the prompt. The user can restore the previous one. */
export function replaceDraft(change: Partial<Draft>): void {
  const { prompt, style } = useDraftState.getState().written
  changeDraft(change)
  if (prompt.trim() === '' || prompt === readDraft().prompt) return
  notify('Another sentence has replaced yours', {
    verb: 'Undo',
    act: () => changeDraft({ prompt, style }),
  })
}

/**
 * Takes the prompt that another page put into the URL, such as by "draw this again", and removes it from the
 * URL.
 */
export function takeDraftFromUrl(): void {
  if (!location.search) return
  replaceDraft(withAddress(readDraft(), location))
  history.replaceState(history.state, '', location.pathname)
}

onAccountChange((wasLost) => {
  const before = readDraft()
  const written = readStored()
  useDraftState.setState({ written, draft: written })
  if (wasLost && before.prompt.trim() !== '') replaceDraft(before)
})

onSignOut(() => {
  removeOfAllAccounts(draftKey)
  useDraftState.setState({ draft: emptyDraft, written: emptyDraft })
})
