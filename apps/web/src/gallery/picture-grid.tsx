import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { classes, useGround } from '../design/index.ts'
import { useAskers } from '../workspaces/index.ts'
import styles from './picture-grid.module.css'
import type { ListedPicture } from './picture-list.ts'
import { Tile } from './tile.tsx'
import type { GridLayout } from './use-grid-layout.ts'
import { useVisibleRows } from './use-visible-rows.ts'

export type PictureGridProps = {
  label: string
  pictures: readonly ListedPicture[]
  /** Whether more pictures can be loaded. */
  hasMore: boolean
  layout: GridLayout
  onNearEnd: () => void
  onOpen: (id: string) => void
  /** The id of the picture that gets the focus when the grid appears. */
  focusOn?: string | undefined
  renderTools?: (picture: ListedPicture, isActive: boolean) => ReactNode
  /** Present while pictures are chosen: their links are check boxes then. */
  choice?: PictureChoice | undefined
}

type PictureChoice = {
  ids: ReadonlySet<string>
  /** `isRange`: with all pictures from the one that was chosen before. */
  onChoose: (id: string, isRange: boolean) => void
}

/** More is loaded when this many rows or fewer are left. */
const nearEndRows = 8

/**
 * Square sheets in rows, of which only those in the window are in the document (ARIA Authoring Practices,
 * data grid): Tab reaches one tile; arrows, Home, End, Page Up and Page Down move from there, and
 * Enter opens. While pictures are chosen, Enter and Space choose one, and arrows with Shift a range.
 */
export function PictureGrid(props: PictureGridProps) {
  const { label, pictures, hasMore, layout, onNearEnd, onOpen, focusOn, renderTools, choice } = props
  const { columns, rowPx, gapPx } = layout
  const grid = useRef<HTMLDivElement>(null)
  const rowCount = columns > 0 ? Math.ceil(pictures.length / columns) : 0
  const [activeId, setActiveId] = useState(focusOn)
  const mustFocus = useRef(focusOn !== undefined)
  const ground = useGround()

  const activeAt = Math.max(0, activeId === undefined ? 0 : pictures.findIndex(({ id }) => id === activeId))
  const activeRow = columns > 0 ? Math.floor(activeAt / columns) : 0
  // The row with the focus stays in the document, because otherwise the focus would be lost.
  const { rows, last, isScrollingFast } = useVisibleRows(grid, { rowCount, rowPx, keptRow: activeRow })

  useEffect(() => {
    if (rowCount > 0 && last >= rowCount - nearEndRows) onNearEnd()
  }, [last, rowCount, onNearEnd])

  useLayoutEffect(() => {
    if (!mustFocus.current || activeId === undefined || columns === 0) return
    mustFocus.current = false
    const link = grid.current?.querySelector<HTMLElement>(`[data-picture="${activeId}"]`)
    link?.focus({ preventScroll: true })
    link?.scrollIntoView({ block: 'nearest' })
  }, [activeId, columns])

  function move(event: KeyboardEvent): void {
    if (choice && event.key === ' ' && activeId !== undefined) {
      event.preventDefault()
      choice.onChoose(activeId, event.shiftKey)
      return
    }
    if (event.altKey || event.metaKey || !(event.target as Element).closest('[data-picture]')) return
    const perPage = Math.max(1, Math.floor(innerHeight / rowPx) - 1) * columns
    const rowStart = activeRow * columns
    const to = {
      ArrowLeft: activeAt - 1,
      ArrowRight: activeAt + 1,
      ArrowUp: activeAt - columns,
      ArrowDown: Math.min(activeAt + columns, Math.max(pictures.length - 1, activeAt)),
      PageUp: Math.max(activeAt - perPage, activeAt % columns),
      PageDown: Math.min(activeAt + perPage, pictures.length - 1),
      Home: event.ctrlKey ? 0 : rowStart,
      End: event.ctrlKey ? pictures.length - 1 : Math.min(rowStart + columns, pictures.length) - 1,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const next = pictures[to]
    if (!next || next.id === activeId) return
    mustFocus.current = true
    setActiveId(next.id)
    if (choice && event.shiftKey) choice.onChoose(next.id, true)
  }

  function open(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLElement>('[data-picture]')
    const { picture } = link?.dataset ?? {}
    if (picture === undefined || event.button !== 0) return
    if (choice) {
      event.preventDefault()
      choice.onChoose(picture, event.shiftKey)
      return
    }
    // With a modifier key, the browser handles the link.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onOpen(picture)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows that are not in the document leave a table no table.
    <div
      ref={grid}
      role="grid"
      aria-label={label}
      aria-rowcount={hasMore ? -1 : rowCount}
      aria-colcount={columns}
      className={classes(styles.grid, styles[ground])}
      style={{ height: rowCount === 0 ? undefined : rowCount * rowPx - gapPx }}
      onKeyDown={move}
      onClick={open}
      onFocus={({ target }) => {
        const { picture } = target.closest<HTMLElement>('[data-picture]')?.dataset ?? {}
        if (picture) setActiveId(picture)
      }}
    >
      {rows.map((row) => (
        <Row
          key={row}
          row={row}
          pictures={pictures}
          layout={layout}
          activeAt={row === activeRow ? activeAt : undefined}
          isScrollingFast={isScrollingFast}
          renderTools={renderTools}
          chosen={choice?.ids}
        />
      ))}
    </div>
  )
}

type RowProps = {
  row: number
  pictures: readonly ListedPicture[]
  layout: GridLayout
  activeAt: number | undefined
  isScrollingFast: boolean
  renderTools: PictureGridProps['renderTools']
  chosen: ReadonlySet<string> | undefined
}

const Row = memo(function Row(props: RowProps) {
  const { row, pictures, layout, activeAt, isScrollingFast, renderTools, chosen } = props
  const { columns, rowPx, tilePx, captionPx, gapPx } = layout
  const from = row * columns
  const askers = useAskers()
  return (
    // biome-ignore lint/a11y/useSemanticElements: as for the grid.
    // biome-ignore lint/a11y/useFocusableInteractive: its tiles have the focus.
    <div
      role="row"
      aria-rowindex={row + 1}
      className={styles.row}
      style={{
        transform: `translateY(${row * rowPx}px)`,
        height: tilePx + captionPx,
        columnGap: gapPx,
        gridTemplateColumns: `repeat(${columns}, ${tilePx}px)`,
      }}
    >
      {pictures.slice(from, from + columns).map((picture, at) => (
        // biome-ignore lint/a11y/useSemanticElements: as for the grid.
        // biome-ignore lint/a11y/useFocusableInteractive: the link in it has the focus.
        <div key={picture.id} role="gridcell" aria-colindex={at + 1} className={styles.cell}>
          <Tile
            picture={picture}
            asker={askers?.nameOf(picture.requestedBy)}
            isActive={from + at === activeAt}
            isChosen={chosen?.has(picture.id)}
            isScrollingFast={isScrollingFast}
            renderTools={renderTools}
          />
        </div>
      ))}
    </div>
  )
})
