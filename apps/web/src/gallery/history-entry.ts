import { createStore } from 'zustand/vanilla'
import type { PictureList } from './picture-list.ts'

/**
 * The state of an entry of the browser's history: the scroll position of a grid, and the list from which a
 * picture was opened. It outlives the page, a reload and a visit to another site.
 */
type HistoryEntry = {
  /** Pixels from the top of the document. */
  scrollPx?: number
  /** The list that has the pictures before and after. */
  list?: PictureList
  /** Whether the entry before is the grid that it was opened from. */
  isOverGrid?: boolean
}

export const readHistoryEntry = (): HistoryEntry =>
  (history.state as { kept?: HistoryEntry } | null)?.kept ?? {}

export function updateHistoryEntry(change: Partial<HistoryEntry>): void {
  history.replaceState({ ...history.state, kept: { ...readHistoryEntry(), ...change } }, '')
}

/** State for `navigate` to a picture of the list. */
export const historyEntryFor = (list: PictureList, isOverGrid: boolean): { kept: HistoryEntry } => ({
  kept: { list, isOverGrid },
})

const lastOpened = createStore<{ id: string | undefined }>(() => ({ id: undefined }))

/** The picture that was opened last: the grid gives the focus back to it. */
export function setLastOpened(id: string): void {
  lastOpened.setState({ id })
}

export const readLastOpened = (): string | undefined => lastOpened.getState().id

export function clearLastOpened(): void {
  lastOpened.setState({ id: undefined })
}
