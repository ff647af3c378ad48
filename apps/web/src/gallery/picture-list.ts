import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { call } from '../api/index.ts'
import { collectionKeys } from '../collections/index.ts'
import { type Filters, writeFilters } from './filters.ts'

/**
 * The public pictures of all users or of one author, the user's own, or those of a collection. `of` is the
 * handle of the author or the id of the collection. It is stored in history entries, so it is plain data.
 */
export type PictureList = Filters &
  ({ kind: 'gallery' | 'history'; of?: undefined } | { kind: 'collection' | 'author'; of: string })

/**
 * `privacy` is known only for the user's own pictures: true if nobody else sees the picture. `removedAt`:
 * when an administrator hid it, for `removedReason`. `author`: absent unless its user has a public page.
 */
export type ListedPicture = {
  id: string
  prompt: string
  style: string
  model: string
  createdAt: string
  /** The member or key of the user's workspace that has asked for it. */
  requestedBy?: string
  author?: { handle: string; name: string }
  privacy?: boolean
  removedAt?: string
  removedReason?: string
}

/** `totalCount`: the number of pictures in the whole list, if the service counts them. */
export type ListPage = { pictures: ListedPicture[]; nextCursor: string | null; totalCount?: number }
export type ListPages = InfiniteData<ListPage>

export const listKeys = {
  all: ['picture-lists'] as const,
  of: (list: PictureList): readonly string[] =>
    list.kind === 'collection'
      ? [...collectionKeys.pictures, list.of]
      : [
          'picture-lists',
          list.kind,
          list.of ?? '',
          list.sort,
          list.q,
          list.style,
          list.model,
          list.by,
          list.privacy,
        ],
}

/** The URL of the page that shows the list. */
export const pathOf = (list: PictureList): string =>
  (list.of === undefined ? `/${list.kind}` : `/${list.kind}/${list.of}`) + writeFilters(list)

const pageSize = 100

/**
 * One page after the cursor. Browsers send their ETag, so an unchanged first page costs an empty response.
 */
export async function fetchListPage(
  list: PictureList,
  cursor: string | undefined,
  signal?: AbortSignal,
): Promise<ListPage> {
  const { kind, q, style, model, by, privacy, sort } = list
  const page = { limit: pageSize, ...(cursor && { cursor }) }
  const query = { ...page, ...(q && { q }), ...(style && { style }), ...(model && { model }) }
  const options = signal ? { signal } : {}
  if (list.kind === 'collection')
    return call('GET /api/collections/{id}/pictures', { params: { id: list.of }, query: page, ...options })
  if (list.kind === 'author') {
    const path = sort === 'liked' ? 'most-liked' : 'pictures'
    const { publicGenerations, nextCursor } = await call(`GET /api/authors/{handle}/${path}`, {
      params: { handle: list.of },
      query: page,
      ...options,
    })
    return { pictures: publicGenerations, nextCursor }
  }
  if (kind === 'gallery' && sort === 'liked') {
    const { publicGenerations, nextCursor } = await call('GET /api/gallery/most-liked', {
      query,
      ...options,
    })
    return { pictures: publicGenerations, nextCursor }
  }
  if (kind === 'history') {
    const { generations, nextCursor } = await call('GET /api/user/generations', {
      query: { ...query, privacy, ...(by && { requestedBy: by }) },
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

/** Changes the privacy of a picture in its owner's lists; others are read again when they are opened. */
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
  for (const kind of ['gallery', 'author'])
    queries.removeQueries({ queryKey: [...listKeys.all, kind], type: 'inactive' })
  void queries.invalidateQueries({ queryKey: collectionKeys.all })
  queries.removeQueries({ queryKey: [...listKeys.all, 'history'], type: 'inactive', predicate: isByPrivacy })
}

const isByPrivacy = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey.at(-1) !== 'all'

const mapPages = (data: ListPages, change: (page: ListPage) => ListPage): ListPages => ({
  ...data,
  pages: data.pages.map(change),
})

const isSamePicture = (one: ListedPicture, other: ListedPicture | undefined) =>
  one.id === other?.id &&
  one.privacy === other.privacy &&
  one.removedAt === other.removedAt &&
  one.author?.handle === other.author?.handle &&
  one.author?.name === other.author?.name
