import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { noteScroll } from './loading-turns.ts'

/** Rows to render, both ends included; `last` is less than `first` if there is none. */
export type RowRange = { first: number; last: number }

type Window = RowRange & {
  /** The user scrolls too fast to see the rows: their pictures need not be loaded. */
  isScrollingFast: boolean
}

/** How far beyond the window rows are rendered, in heights of the window. */
const ahead = 0.6
/**
 * Heights of the window a second: scrolling is fast from the first on, and until it is below the second.
 */
const fastSpeed = { begins: 3, ends: 1.5 }
/** Scrolling has ended after this long without an event. */
const restMs = 120

/**
 * Which rows of a list of rows of one height are in the window or near it. The window scrolls; a change of
 * rows is rendered once, and a scroll that changes none renders nothing.
 *
 * @param rowPx height of a row with its gap; 0 while it is not known.
 */
export function useVisibleRows(list: RefObject<HTMLElement | null>, rowCount: number, rowPx: number): Window {
  const [shown, setShown] = useState<Window>({ first: 0, last: -1, isScrollingFast: false })

  useLayoutEffect(() => {
    if (rowPx > 0)
      setShown((known) =>
        changeTo(known, { ...findRows(list.current, rowCount, rowPx), isScrollingFast: false }),
      )
  }, [list, rowCount, rowPx])

  useEffect(() => {
    if (rowPx === 0) return undefined
    let before = { y: scrollY, atMs: performance.now() }
    let wasScrollingFast = false
    let resting: ReturnType<typeof setTimeout> | undefined
    const show = (isScrollingFast: boolean) => {
      wasScrollingFast = isScrollingFast
      setShown((known) => changeTo(known, { ...findRows(list.current, rowCount, rowPx), isScrollingFast }))
    }
    const onScroll = () => {
      noteScroll()
      const now = { y: scrollY, atMs: performance.now() }
      const heights = Math.abs(now.y - before.y) / Math.max(innerHeight, 1)
      const seconds = Math.max(now.atMs - before.atMs, 8) / 1000
      before = now
      clearTimeout(resting)
      resting = setTimeout(() => show(false), restMs)
      show(heights / seconds > (wasScrollingFast ? fastSpeed.ends : fastSpeed.begins))
    }
    const onResize = () => show(false)
    window.addEventListener('scroll', onScroll, { passive: true })
    window.addEventListener('resize', onResize)
    return () => {
      clearTimeout(resting)
      window.removeEventListener('scroll', onScroll)
      window.removeEventListener('resize', onResize)
    }
  }, [list, rowCount, rowPx])

  return shown
}

function findRows(list: HTMLElement | null, rowCount: number, rowPx: number): RowRange {
  const top = list?.getBoundingClientRect().top ?? 0
  const margin = innerHeight * ahead
  return {
    first: Math.max(0, Math.floor((-top - margin) / rowPx)),
    last: Math.min(rowCount - 1, Math.floor((innerHeight - top + margin) / rowPx)),
  }
}

const changeTo = (known: Window, next: Window): Window =>
  known.first === next.first && known.last === next.last && known.isScrollingFast === next.isScrollingFast
    ? known
    : next
