import { type UseInfiniteQueryResult, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { onAnyJob } from '../live/index.ts'
import { useHiddenPictures } from '../picture/index.ts'
import {
  countNewer,
  fetchListPage,
  flattenPages,
  type ListedPicture,
  type ListPage,
  type ListPages,
  listKeys,
  mergeFirstPage,
  type PictureList,
} from './picture-list.ts'

const keptMs = 30 * 60_000
/** A list that was read this recently is not read again when it is opened. */
const freshMs = 2_000

export type ShownList = {
  pictures: ListedPicture[]
  query: UseInfiniteQueryResult<ListPages>
  /** undefined if the service has not counted. */
  totalCount: number | undefined
}

/**
 * The loaded part of a list; `fetchNextPage` of its query loads more. The cache keeps it for half an hour, so
 * that Back is instant.
 */
export function usePictureList(list: PictureList, isEnabled = true): ShownList {
  const query = useInfiniteQuery({
    queryKey: listKeys.of(list),
    queryFn: ({ pageParam, signal }) => fetchListPage(list, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // A refetch would read all pages; `useNewPictures` reads only the first.
    staleTime: Infinity,
    gcTime: keptMs,
    enabled: isEnabled,
  })
  const hidden = useHiddenPictures()
  const pictures = useMemo(
    () => flattenPages(query.data).filter(({ id }) => !hidden.has(id)),
    [query.data, hidden],
  )
  return { pictures, query, totalCount: query.data?.pages[0]?.totalCount }
}

export type NewPictures = {
  /** The number of new pictures that are not shown yet. */
  count: number
  /** Shows them. */
  show: () => void
}

/**
 * Checks for pictures that are newer than what is known: when the page is opened or comes to the front, and
 * when one of the user's jobs ends. At the top of the list they appear automatically; further down the
 * content must not move, so the user has to request them.
 */
export function useNewPictures(list: PictureList, isEnabled: boolean, isAtTop: () => boolean): NewPictures {
  const queries = useQueryClient()
  const [waiting, setWaiting] = useState<{ key: string; first: ListPage; count: number }>()
  const key = JSON.stringify(listKeys.of(list))

  const merge = useCallback(
    (first: ListPage) => {
      queries.setQueryData<ListPages>(
        JSON.parse(key) as string[],
        (known) => known && mergeFirstPage(known, first),
      )
      setWaiting(undefined)
    },
    [queries, key],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is the list as text; `isAtTop` is asked when it matters.
  useEffect(() => {
    // A list by likes changes at any position, so an unchanged beginning says nothing about the rest.
    if (!isEnabled || list.sort === 'liked') return undefined
    let underWay: Promise<void> | undefined
    const check = async () => {
      const known = queries.getQueryState<ListPages>(listKeys.of(list))
      if (!known?.data || known.fetchStatus !== 'idle') return
      const first = await fetchListPage(list, undefined)
      const now = queries.getQueryData<ListPages>(listKeys.of(list))
      if (!now) return
      const count = countNewer(now, first)
      if (count === 0 || isAtTop()) merge(first)
      else setWaiting({ key, first, count })
    }
    // One check at a time, and another one after it if there was an event in the meantime. A failed check is
    // repeated at the next event.
    const checkSoon = () => {
      underWay = (underWay ?? Promise.resolve()).then(check).catch(() => undefined)
    }
    const onVisible = () => document.visibilityState === 'visible' && checkSoon()
    document.addEventListener('visibilitychange', onVisible)
    const unsubscribe = onAnyJob(({ status }) => status === 'SUCCEEDED' && checkSoon())
    const { dataUpdatedAt = 0 } = queries.getQueryState<ListPages>(listKeys.of(list)) ?? {}
    if (Date.now() - dataUpdatedAt > freshMs) checkSoon()
    return () => {
      document.removeEventListener('visibilitychange', onVisible)
      unsubscribe()
    }
  }, [key, isEnabled, queries, merge])

  const mine = waiting?.key === key ? waiting : undefined
  return {
    count: mine?.count ?? 0,
    show() {
      if (mine) merge(mine.first)
    },
  }
}
