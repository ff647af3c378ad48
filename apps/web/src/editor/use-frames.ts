import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { type Box, boxAround, cornersOf } from './geometry.ts'
import { isBackdrop, type LivePicture } from './live-picture.ts'
import type { Manipulation } from './manipulation.ts'

type FramesInput = {
  overlay: RefObject<HTMLElement | null>
  /** Opens the live picture at the first call. */
  show: () => LivePicture | undefined
  shown: string
  selected: readonly string[]
  hovered: string | undefined
  manipulation: Manipulation | undefined
  /** Changes whenever the picture is zoomed or moved. */
  view: string
  onMeasure: (box: Box | undefined) => void
}

type Frames = {
  selected: Box | undefined
  /** The boxes of the selected parts, if there are several. */
  each: readonly Box[]
  hovered: Box | undefined
  isBackdrop: boolean
}

const noFrames: Frames = { selected: undefined, each: [], hovered: undefined, isBackdrop: false }

/** Shows the text, and measures the boxes of the selected and hovered parts, in pixels of the overlay. */
export function useFrames(input: FramesInput): Frames {
  const { overlay, show, shown, selected, hovered, manipulation, view, onMeasure } = input
  const [frames, setFrames] = useState(noFrames)

  function measure(): void {
    const live = show()
    const sheet = overlay.current?.getBoundingClientRect()
    // A part that is being turned keeps its box, which turns with it.
    if (!live || !sheet || manipulation?.op === 'rotate') return
    const box = live.boxOf(selected)
    const over = hovered === undefined ? undefined : live.boxOf([hovered])
    const onSheet = (one: Box) =>
      boxAround(
        cornersOf(one)
          .map(live.toWindow)
          .map(({ x, y }) => ({ x: x - sheet.left, y: y - sheet.top })),
      )
    setFrames({
      selected: box && onSheet(box),
      each: selected.length < 2 ? [] : selected.flatMap((key) => live.boxOf([key]) ?? []).map(onSheet),
      hovered: over && onSheet(over),
      isBackdrop: isBackdrop(live, selected),
    })
    if (!manipulation) onMeasure(box)
  }

  // Before the browser paints, so that the frame and the picture change together.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the picture is opened once.
  useLayoutEffect(() => void show()?.show(shown), [shown])
  // biome-ignore lint/correctness/useExhaustiveDependencies: where parts are depends on the text and the zoom.
  useLayoutEffect(measure, [shown, selected, hovered, manipulation, view])
  useEffect(() => {
    if (!overlay.current) return undefined
    const observer = new ResizeObserver(measure)
    observer.observe(overlay.current)
    return () => observer.disconnect()
  })
  return frames
}
