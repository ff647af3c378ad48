import { type RefObject, useLayoutEffect, useState } from 'react'

/**
 * All in pixels. `columns` is 0 until the grid has been measured. `captionPx`: the height of the sentences
 * under the tiles. It is 0 on devices that can hover, where a tile shows its sentence on hover.
 */
export type GridLayout = { columns: number; tilePx: number; captionPx: number; gapPx: number; rowPx: number }

const unmeasured: GridLayout = { columns: 0, tilePx: 0, captionPx: 0, gapPx: 0, rowPx: 0 }
/** Height of two lines of a sentence. */
const captionRem = 2.5
const tileRemMin = { narrow: 8.5, wide: 11, grand: 16 }
const gapRem = { narrow: 0.75, wide: 1.25, grand: 1.5 }
const narrowBelowRem = 40
const grandFromRem = 110

/**
 * As many square tiles side by side as fit, at least two. Measured before the first paint, so that nothing
 * shifts.
 */
export function useGridLayout(grid: RefObject<HTMLElement | null>): GridLayout {
  const [layout, setLayout] = useState(unmeasured)
  useLayoutEffect(() => {
    const { current: element } = grid
    if (!element) return undefined
    const measure = () => {
      const next = layOut(element.clientWidth, rootFontPx())
      setLayout((known) => (known.columns === next.columns && known.tilePx === next.tilePx ? known : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [grid])
  return layout
}

function layOut(widthPx: number, remPx: number): GridLayout {
  const widthRem = widthPx / remPx
  const kind = widthRem < narrowBelowRem ? 'narrow' : widthRem < grandFromRem ? 'wide' : 'grand'
  const gapPx = gapRem[kind] * remPx
  const columns = Math.max(2, Math.floor((widthPx + gapPx) / (tileRemMin[kind] * remPx + gapPx)))
  const tilePx = (widthPx - gapPx * (columns - 1)) / columns
  const captionPx = matchMedia('(hover: none)').matches ? captionRem * remPx : 0
  return { columns, tilePx, captionPx, gapPx, rowPx: tilePx + captionPx + gapPx }
}

const rootFontPx = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
