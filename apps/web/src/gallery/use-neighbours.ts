import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import { pictureFile } from '../picture/index.ts'
import { useUser } from '../session/index.ts'
import { noFilters, writeFilters } from './filters.ts'
import { keptFor, noteOpened, readKept } from './kept-position.ts'
import type { ListedPicture, PictureList } from './picture-list.ts'
import { usePictureList } from './use-picture-list.ts'

export type Neighbours = {
  /** The picture as the list has it, before the service has sent the rest. */
  known: ListedPicture | undefined
  before: ListedPicture | undefined
  after: ListedPicture | undefined
  /** The grid that it belongs to. */
  kind: PictureList['kind']
  goTo: (picture: ListedPicture) => void
  /** Back to the grid: the very entry of the history that it was opened from, where there is one. */
  close: () => void
}

const wholeGallery: PictureList = { ...noFilters, kind: 'gallery' }
/** So many pictures before the end, more is loaded. */
const readOnBefore = 12
const preloaded = 2

/**
 * The pictures before and after one, in the list that it was opened from; by a link of its own, in the
 * gallery.
 */
export function useNeighbours(id: string): Neighbours {
  useHistoryState()
  const [, navigate] = useLocation()
  const user = useUser()
  const { list = wholeGallery, isOverGrid = false } = readKept()
  const { pictures, query } = usePictureList(list, list.kind === 'gallery' || user !== undefined)
  const at = pictures.findIndex((picture) => picture.id === id)
  const { hasNextPage, isFetching, fetchNextPage } = query

  useEffect(() => noteOpened(id), [id])
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
    // All pictures share one entry of the history, so that Back leads to the grid.
    goTo: (picture) =>
      navigate(`/picture/${picture.id}`, { replace: true, state: keptFor(list, isOverGrid) }),
    close() {
      if (isOverGrid) history.back()
      else navigate(`/${list.kind}${writeFilters(list)}`)
    },
  }
}
