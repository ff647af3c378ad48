import { type UseInfiniteQueryResult, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { onAnyJob } from '../live/index.ts'
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
  /** As far as it is loaded. */
  totalCount: number | undefined
}

/**
 * A list as far as it is loaded; `fetchNextPage` of its query loads more. It is cached for half an hour, so
 * that going back is instant.
 */
export function usePictureList(list: PictureList, isEnabled = true): ShownList {
  const query = useInfiniteQuery({
    queryKey: listKeys.of(list),
    queryFn: ({ pageParam, signal }) => fetchListPage(list, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // Refetching a list would read all its pages; `useNewPictures` reads only the first.
    staleTime: Infinity,
    gcTime: keptMs,
    enabled: isEnabled,
  })
  const pictures = useMemo(() => flattenPages(query.data), [query.data])
  return { pictures, query, totalCount: query.data?.pages[0]?.totalCount }
}

export type NewPictures = {
  /** How many new pictures there are that are not shown yet. */
  count: number
  /** Shows them. */
  show: () => void
}

/**
 * Checks for pictures that are newer than the loaded ones: when the page is opened or becomes visible, and
 * when one of the user's jobs ends. At the top of the list they appear automatically. Further down they wait
 * until the user asks for them, so that nothing moves while the user reads.
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
    if (!isEnabled) return undefined
    let underWay: Promise<void> | undefined
    const look = async () => {
      const known = queries.getQueryState<ListPages>(listKeys.of(list))
      if (!known?.data || known.fetchStatus !== 'idle') return
      const first = await fetchListPage(list, undefined)
      const now = queries.getQueryData<ListPages>(listKeys.of(list))
      if (!now) return
      const count = countNewer(now, first)
      if (count === 0 || isAtTop()) merge(first)
      else setWaiting({ key, first, count })
    }
    // One check at a time, and another after it if something happened in the meantime. A check that fails is
    // repeated at the next occasion.
    const lookSoon = () => {
      underWay = (underWay ?? Promise.resolve()).then(look).catch(() => undefined)
    }
    const onVisible = () => document.visibilityState === 'visible' && lookSoon()
    document.addEventListener('visibilitychange', onVisible)
    const stopHearing = onAnyJob(({ status }) => status === 'SUCCEEDED' && lookSoon())
    const { dataUpdatedAt = 0 } = queries.getQueryState<ListPages>(listKeys.of(list)) ?? {}
    if (Date.now() - dataUpdatedAt > freshMs) lookSoon()
    return () => {
      document.removeEventListener('visibilitychange', onVisible)
      stopHearing()
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
