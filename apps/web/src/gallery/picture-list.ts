import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { call } from '../api/index.ts'
import type { Filters } from './filters.ts'

/**
 * The public pictures of all users, or the user's own. It is stored in history entries, so it is plain data.
 */
export type PictureList = Filters & { kind: 'gallery' | 'history' }

/**
 * `privacy` is known only for the user's own pictures: true if nobody else sees the picture. `removedAt`:
 * when an administrator hid it, for `removedReason`.
 */
export type ListedPicture = {
  id: string
  prompt: string
  style: string
  model: string
  createdAt: string
  privacy?: boolean
  removedAt?: string
  removedReason?: string
}

/** `totalCount`: the number of pictures in the whole list, if the service counts them. */
export type ListPage = { pictures: ListedPicture[]; nextCursor: string | null; totalCount?: number }
export type ListPages = InfiniteData<ListPage>

export const listKeys = {
  all: ['picture-lists'] as const,
  of: (list: PictureList) =>
    ['picture-lists', list.kind, list.sort, list.q, list.style, list.model, list.privacy] as const,
}

const pageSize = 100

/**
 * One page after the cursor. Browsers send their ETag, so an unchanged first page costs an empty response.
 */
export async function fetchListPage(
  { kind, q, style, model, privacy, sort }: PictureList,
  cursor: string | undefined,
  signal?: AbortSignal,
): Promise<ListPage> {
  const query = {
    limit: pageSize,
    ...(cursor && { cursor }),
    ...(q && { q }),
    ...(style && { style }),
    ...(model && { model }),
  }
  const options = signal ? { signal } : {}
  if (kind === 'gallery' && sort === 'liked') {
    const { publicGenerations, nextCursor } = await call('GET /api/gallery/most-liked', {
      query,
      ...options,
    })
    return { pictures: publicGenerations, nextCursor }
  }
  if (kind === 'history') {
    const { generations, nextCursor } = await call('GET /api/user/generations', {
      query: { ...query, privacy },
      ...options,
    })
    return { pictures: generations, nextCursor }
  }
  const { publicGenerations, pagination, nextCursor } = await call('GET /api/svg/public', {
    query,
    ...options,
  })
  return { pictures: publicGenerations, nextCursor, totalCount: pagination.totalCount }
}

/** All pictures of the loaded pages, each once. */
export function flattenPages(pages: ListPages | undefined): ListedPicture[] {
  const found = new Map<string, ListedPicture>()
  for (const page of pages?.pages ?? [])
    for (const picture of page.pictures) if (!found.has(picture.id)) found.set(picture.id, picture)
  return [...found.values()]
}

/**
 * Merges a new first page into the loaded pages, and drops pictures that are no longer in it. Returns the
 * same pages if nothing changed.
 */
export function mergeFirstPage(known: ListPages, first: ListPage): ListPages {
  const old = flattenPages(known)
  const isWhole = first.nextCursor === null
  const isSame = first.pictures.every((picture, at) => isSamePicture(picture, old[at]))
  if (isSame && (!isWhole || old.length === first.pictures.length)) return known
  const covered = old.findIndex(({ id }) => id === first.pictures.at(-1)?.id)
  // There are more new pictures than fit on a page, or the list ends here: the loaded pages do not follow
  // this one.
  if (isWhole || covered < 0) return { pages: [first], pageParams: [undefined] }
  const rest = new Set(old.slice(covered + 1))
  const pages = known.pages.map((page) => ({
    ...page,
    pictures: page.pictures.filter((one) => rest.has(one)),
  }))
  return { pages: [first, ...pages], pageParams: [undefined, ...known.pageParams] }
}

/** How many pictures of a first page are newer than all loaded ones. */
export function countNewer(known: ListPages, first: ListPage): number {
  const [newest] = flattenPages(known)
  if (!newest) return first.pictures.length
  const at = first.pictures.findIndex(({ id }) => id === newest.id)
  return at < 0 ? first.pictures.filter(({ createdAt }) => createdAt > newest.createdAt).length : at
}

/** Changes the privacy of a picture in its owner's lists; the gallery is read again when it is opened. */
export function updatePrivacyInLists(queries: QueryClient, id: string, privacy: boolean): void {
  queries.setQueriesData<ListPages>(
    { queryKey: [...listKeys.all, 'history'] },
    (data) =>
      data &&
      mapPages(data, (page) => ({
        ...page,
        pictures: page.pictures.map((one) => (one.id === id ? { ...one, privacy } : one)),
      })),
  )
  queries.removeQueries({ queryKey: [...listKeys.all, 'gallery'], type: 'inactive' })
  queries.removeQueries({ queryKey: [...listKeys.all, 'history'], type: 'inactive', predicate: isByPrivacy })
}

const isByPrivacy = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey.at(-1) !== 'all'

const mapPages = (data: ListPages, change: (page: ListPage) => ListPage): ListPages => ({
  ...data,
  pages: data.pages.map(change),
})

const isSamePicture = (one: ListedPicture, other: ListedPicture | undefined) =>
  one.id === other?.id && one.privacy === other.privacy && one.removedAt === other.removedAt
