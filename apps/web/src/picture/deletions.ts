import { createStore } from 'zustand/vanilla'

/** Pictures that were deleted since this page was opened, by id. */
export const deletedPictures = createStore<{ ids: ReadonlySet<string | undefined> }>(() => ({
  ids: new Set(),
}))

/** Called after the service has deleted the picture. */
export function notePictureDeleted(id: string): void {
  deletedPictures.setState(({ ids }) => ({ ids: new Set(ids).add(id) }))
}
