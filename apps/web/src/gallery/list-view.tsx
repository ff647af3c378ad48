import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { describeProblem } from '../api/index.ts'
import { announce, Button, LoadFailure, Skeleton } from '../design/index.ts'
import {
  clearLastOpened,
  historyEntryFor,
  readHistoryEntry,
  readLastOpened,
  updateHistoryEntry,
} from './history-entry.ts'
import styles from './list-view.module.css'
import { PictureGrid, type PictureGridProps } from './picture-grid.tsx'
import { listKeys, type PictureList } from './picture-list.ts'
import { type GridLayout, useGridLayout } from './use-grid-layout.ts'
import { useNewPictures, usePictureList } from './use-picture-list.ts'
import { useScrollRestoration } from './use-scroll-restoration.ts'

type ListViewProps = {
  list: PictureList
  /** The name of the list, such as "Gallery". */
  label: string
  /** Shown instead of an empty list. */
  empty: ReactNode
  renderTools?: PictureGridProps['renderTools']
  choice?: PictureGridProps['choice']
}

/** Up to this position the page counts as scrolled to the top, where new pictures may appear. */
const topPx = 240

/** A list of pictures as a grid, with its states: loading, empty, failed, complete. */
export function ListView({ list, label, empty, renderTools, choice }: ListViewProps) {
  const { pictures, query, totalCount } = usePictureList(list)
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query
  const host = useRef<HTMLDivElement>(null)
  const layout = useGridLayout(host)
  const [, navigate] = useLocation()
  const key = JSON.stringify(listKeys.of(list))
  // Only a history entry that the user returns to has a stored position.
  const [isReturning] = useState(() => readHistoryEntry().scrollPx !== undefined)
  const [focusOn] = useState(() => (isReturning ? readLastOpened() : undefined))
  useEffect(() => clearLastOpened, [])

  const readOn = useCallback(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage])
  const newer = useNewPictures(list, query.isSuccess, () => scrollY < topPx)
  useScrollRestoration(key, {
    pictures: pictures.length,
    columns: layout.columns,
    mayGrow: query.isPending || (hasNextPage && !isFetchNextPageError),
    grow: readOn,
  })
  useCountInWords(
    key,
    query.isSuccess,
    totalCount ?? pictures.length,
    totalCount === undefined && hasNextPage,
  )

  const open = useCallback(
    (id: string) => {
      updateHistoryEntry({ scrollPx: Math.round(scrollY) })
      navigate(`/picture/${id}`, {
        state: historyEntryFor(JSON.parse(JSON.stringify(list)) as PictureList, true),
      })
    },
    [navigate, list],
  )

  const isFailed = query.isError && pictures.length === 0
  const isEmpty = query.isSuccess && pictures.length === 0 && !hasNextPage
  return (
    <div ref={host} className={styles.view} data-keeps-position={isReturning || undefined}>
      {newer.count > 0 && (
        <div className={styles.newer}>
          <Button
            look="primary"
            icon="arrowUp"
            onClick={() => {
              scrollTo(0, 0)
              newer.show()
            }}
          >
            {newer.count === 1 ? 'A new picture' : `${newer.count} new pictures`}
          </Button>
        </div>
      )}
      {isFailed && (
        <LoadFailure
          title="The pictures could not be loaded"
          text={describeProblem(query.error)}
          onRetry={query.refetch}
        />
      )}
      {isEmpty && empty}
      {query.isPending && (
        <SkeletonRows layout={layout} rows={layout.rowPx > 0 ? Math.ceil(innerHeight / layout.rowPx) : 0} />
      )}
      {pictures.length > 0 && (
        <PictureGrid
          key={key}
          label={label}
          pictures={pictures}
          hasMore={hasNextPage}
          layout={layout}
          onNearEnd={readOn}
          onOpen={open}
          focusOn={focusOn}
          choice={choice}
          {...(renderTools && { renderTools })}
        />
      )}
      {!isFailed && !isEmpty && (
        <div className={styles.end}>
          {isFetchNextPageError ? (
            <>
              <p>{describeProblem(query.error)}</p>
              <Button onClick={() => void fetchNextPage()}>Load more</Button>
            </>
          ) : hasNextPage ? (
            <SkeletonRows layout={layout} rows={1} />
          ) : (
            query.isSuccess && <End count={pictures.length} />
          )}
        </div>
      )}
    </div>
  )
}

/** When the filters change, the number of pictures is announced. */
function useCountInWords(key: string, isKnown: boolean, count: number, isPart: boolean): void {
  const said = useRef(key)
  useEffect(() => {
    if (!isKnown || said.current === key) return
    said.current = key
    const more = isPart ? 'More than ' : ''
    announce(count === 1 ? 'One picture' : `${more}${count} pictures`)
  }, [key, isKnown, count, isPart])
}

function SkeletonRows({ layout: { columns, tilePx, gapPx }, rows }: { layout: GridLayout; rows: number }) {
  return (
    <div
      className={styles.skeletons}
      aria-hidden="true"
      style={{ gap: gapPx, gridTemplateColumns: `repeat(${columns || 1}, 1fr)` }}
    >
      {Array.from({ length: rows * columns }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike.
        <Skeleton key={at} height={`${tilePx}px`} />
      ))}
    </div>
  )
}

const End = ({ count }: { count: number }) => (
  <p className={styles.last}>
    <svg aria-hidden="true" viewBox="0 0 64 16" width="64" height="16">
      <path d="M2 9c6-8 10-8 14-1s8 6 13 0 9-6 14 0 8 3 12-1" />
      <circle cx="60" cy="6" r="2.4" />
    </svg>
    {count === 1
      ? 'One picture, and that is all.'
      : `${count.toLocaleString('en')} pictures, and that is all.`}
  </p>
)
