import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode } from 'react'
import { describeProblem } from '../api/index.ts'
import { Button, Skeleton } from '../design/index.ts'
import styles from './paged-list.module.css'

type Paged = { nextCursor: string | null }
export type Pages<Page> = UseInfiniteQueryResult<InfiniteData<Page, string | undefined>>

/** A list with cursors. `read` gets the query with the cursor. `refreshMs`: how often it is read again. */
export function usePages<Page extends Paged>(
  queryKey: readonly unknown[],
  read: (after: { cursor?: string }, signal: AbortSignal) => Promise<Page>,
  refreshMs?: number,
): Pages<Page> {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam === undefined ? {} : { cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page) => last.nextCursor ?? undefined,
    refetchInterval: refreshMs ?? false,
  })
}

type PagedListProps<Page, Item> = {
  pages: Pages<Page>
  itemsOf: (page: Page) => readonly Item[]
  /** Renders an item as an `li` with its key. */
  children: (item: Item) => ReactNode
  /** Shown when the list is empty. */
  nothing: string
  /** The label of the button that loads more. */
  more: string
}

export function PagedList<Page, Item>({
  pages,
  itemsOf,
  children,
  nothing,
  more,
}: PagedListProps<Page, Item>) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = pages
  if (!data)
    return error ? (
      <div className={styles.wait} role="status">
        <p>{describeProblem(error)}</p>
        <Button onClick={() => void refetch()}>Try again</Button>
      </div>
    ) : (
      <div className={styles.wait}>
        <Skeleton width="70%" />
        <Skeleton width="55%" />
        <Skeleton width="62%" />
      </div>
    )
  const items = data.pages.flatMap(itemsOf)
  if (items.length === 0) return <p className={styles.nothing}>{nothing}</p>
  return (
    <Fragment>
      <ul className={styles.list}>{items.map(children)}</ul>
      {hasNextPage && (
        <div className={styles.more}>
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {more}
          </Button>
        </div>
      )}
    </Fragment>
  )
}
