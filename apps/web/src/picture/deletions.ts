import { createStore } from 'zustand/vanilla'

/** Pictures that were deleted since this page was opened, by id. */
export const deletedPictures = createStore<{ ids: ReadonlySet<string | undefined> }>(() => ({
  ids: new Set(),
}))

/** After the service has deleted it. */
export function notePictureDeleted(id: string): void {
  deletedPictures.setState(({ ids }) => ({ ids: new Set(ids).add(id) }))
}
