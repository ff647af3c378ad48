import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode } from 'react'
import { Button } from '../design/index.ts'
import styles from './view.module.css'
import { Waiting } from './view.tsx'

type Paged = { nextCursor: string | null }
type Pages<Page> = UseInfiniteQueryResult<InfiniteData<Page, string | undefined>>

/** A table with one page of a list at a time. `read` gets the query with the cursor. */
export const usePages = <Page extends Paged>(
  queryKey: readonly unknown[],
  read: (after: { cursor?: string }, signal: AbortSignal) => Promise<Page>,
): Pages<Page> =>
  useInfiniteQuery({
    queryKey: ['admin', ...queryKey],
    queryFn: ({ pageParam, signal }) => read(pageParam === undefined ? {} : { cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page) => last.nextCursor ?? undefined,
    placeholderData: (before) => before,
  })

export type Column<Row> = {
  name: string
  kind?: 'number' | 'wide' | 'still'
  cell: (row: Row) => ReactNode
}

type TableProps<Row> = {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
}

/** If it is wider than the window it scrolls inside its box, also by keyboard. */
export function Table<Row>({ label, columns, rows, keyOf }: TableProps<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard (WCAG 2.1.1).
    <section className={styles.frame} aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ name, kind }) => (
              <th key={name} scope="col" className={kind && styles[kind]}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ name, kind, cell }) => (
                <td key={name} className={kind && styles[kind]}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

export function PagedTable<Page, Row>({
  pages: { data, error, hasNextPage, isFetchingNextPage, fetchNextPage },
  rowsOf,
  nothing,
  ...table
}: Omit<TableProps<Row>, 'rows'> & {
  pages: Pages<Page>
  rowsOf: (page: Page) => readonly Row[]
  nothing: string
}) {
  if (!data) return <Waiting error={error} />
  const rows = data.pages.flatMap(rowsOf)
  if (rows.length === 0) return <p className={styles.soft}>{nothing}</p>
  return (
    <Fragment>
      <Table {...table} rows={rows} />
      {hasNextPage && (
        <div className={styles.tools}>
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </Fragment>
  )
}
