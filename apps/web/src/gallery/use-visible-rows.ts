import { defaultRangeExtractor, observeWindowOffset, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useState } from 'react'
import { noteScroll } from './loading-turns.ts'

type Rows = {
  rowCount: number
  /** Height of a row with its gap; 0 while it is not known. */
  rowPx: number
  /** A row that stays rendered wherever it is. */
  keptRow: number
}

/** Rows that are rendered beyond each end of the window. */
const overscan = 3
/**
 * In heights of the window a second. Scrolling counts as fast from the speed `begins` on, until it is slower
 * than `ends`.
 */
const fastSpeed = { begins: 3, ends: 1.5 }
/** Scrolling has ended after this long without an event. */
const restMs = 120

/**
 * The rows of a list that are rendered while the window scrolls. If the user scrolls too fast to see them,
 * their pictures need not be loaded.
 */
export function useVisibleRows(
  list: RefObject<HTMLElement | null>,
  { rowCount, rowPx, keptRow }: Rows,
): { rows: number[]; last: number; isScrollingFast: boolean } {
  const [topPx, setTopPx] = useState(0)
  const [isScrollingFast, setScrollingFast] = useState(false)
  const [isFast] = useState(createSpeedometer)
  const virtualizer = useWindowVirtualizer({
    count: rowPx > 0 ? rowCount : 0,
    estimateSize: () => rowPx,
    scrollMargin: topPx,
    overscan,
    isScrollingResetDelay: restMs,
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range)
      return rows.includes(keptRow) ? rows : [...rows, keptRow].sort((a, b) => a - b)
    },
    observeElementOffset: (instance, report) =>
      observeWindowOffset(instance, (y, isScrolling) => {
        if (isScrolling) noteScroll()
        setScrollingFast(isScrolling && isFast(y))
        report(y, isScrolling)
      }),
  })
  // Content above the list may have changed its height.
  useLayoutEffect(() => setTopPx(scrollY + (list.current?.getBoundingClientRect().top ?? 0)))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows have another height.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowPx])
  const rows = virtualizer.getVirtualItems().map(({ index }) => index)
  return { rows, last: virtualizer.range?.endIndex ?? -1, isScrollingFast }
}

function createSpeedometer(): (y: number) => boolean {
  let before = { y: scrollY, atMs: performance.now() }
  let wasFast = false
  return (y) => {
    const atMs = performance.now()
    const heights = Math.abs(y - before.y) / Math.max(innerHeight, 1)
    const speed = (heights * 1000) / Math.max(atMs - before.atMs, 8)
    before = { y, atMs }
    wasFast = speed > (wasFast ? fastSpeed.ends : fastSpeed.begins)
    return wasFast
  }
}
