import type { PictureList } from './picture-list.ts'

/**
 * The state that we store in an entry of the browser's history: the scroll position of a grid, and the list
 * from which a picture was opened. It survives leaving the page, a reload and a visit to another site.
 */
type Kept = {
  /** Pixels from the top of the document. */
  scrollPx?: number
  /** The list of the previous and next pictures. */
  list?: PictureList
  /** Whether the previous entry is the grid from which it was opened. */
  isOverGrid?: boolean
}

export const readKept = (): Kept => (history.state as { look?: Kept } | null)?.look ?? {}

export function keep(change: Partial<Kept>): void {
  history.replaceState({ ...history.state, look: { ...readKept(), ...change } }, '')
}

/** State for `navigate` to a picture of the list. */
export const keptFor = (list: PictureList, isOverGrid: boolean): { look: Kept } => ({
  look: { list, isOverGrid },
})

let lastLookedAt: string | undefined

/** The picture that was opened last: the grid returns the focus to it. */
export function noteLookedAt(id: string): void {
  lastLookedAt = id
}

export const readLookedAt = (): string | undefined => lastLookedAt

export function forgetLookedAt(): void {
  lastLookedAt = undefined
}
