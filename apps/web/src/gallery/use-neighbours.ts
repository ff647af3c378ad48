import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import { pictureFile } from '../picture/index.ts'
import { useUser } from '../session/index.ts'
import { noFilters } from './filters.ts'
import { historyEntryFor, readHistoryEntry, setLastOpened } from './history-entry.ts'
import { type ListedPicture, type PictureList, pathOf } from './picture-list.ts'
import { usePictureList } from './use-picture-list.ts'

export type Neighbours = {
  /** The picture with the data of the list, before the rest is loaded. */
  known: ListedPicture | undefined
  before: ListedPicture | undefined
  after: ListedPicture | undefined
  /** The kind of its grid. */
  kind: PictureList['kind']
  goTo: (picture: ListedPicture) => void
  /** Returns to the grid: to the history entry that it was opened from, if there is one. */
  close: () => void
}

const wholeGallery: PictureList = { ...noFilters, kind: 'gallery' }
/** More is loaded when this many pictures or fewer are left. */
const readOnBefore = 12
const preloaded = 2

/**
 * The neighbours of a picture in the list that it was opened from; for a picture opened by its own URL, in
 * the gallery.
 */
export function useNeighbours(id: string): Neighbours {
  useHistoryState()
  const [, navigate] = useLocation()
  const user = useUser()
  const { list = wholeGallery, isOverGrid = false } = readHistoryEntry()
  const { pictures, query } = usePictureList(list, list.kind !== 'history' || user !== undefined)
  const at = pictures.findIndex((picture) => picture.id === id)
  const { hasNextPage, isFetching, fetchNextPage } = query

  useEffect(() => setLastOpened(id), [id])
  useEffect(() => {
    if (at >= 0 && at >= pictures.length - readOnBefore && hasNextPage && !isFetching) void fetchNextPage()
  }, [at, pictures.length, hasNextPage, isFetching, fetchNextPage])
  useEffect(() => {
    if (at < 0) return
    for (let step = 1; step <= preloaded; step += 1)
      for (const near of [pictures[at + step], pictures[at - step]])
        if (near) new Image().src = pictureFile(near.id)
  }, [at, pictures])

  return {
    known: pictures[at],
    before: at > 0 ? pictures[at - 1] : undefined,
    after: at < 0 ? undefined : pictures[at + 1],
    kind: list.kind,
    // All pictures share one history entry, so that Back returns to the grid.
    goTo: (picture) =>
      navigate(`/picture/${picture.id}`, { replace: true, state: historyEntryFor(list, isOverGrid) }),
    close() {
      if (isOverGrid) history.back()
      else navigate(pathOf(list))
    },
  }
}
