import { type PointerEvent, useRef, useState } from 'react'
import type { Box, Point } from './geometry.ts'
import type { LivePicture } from './live-picture.ts'
import { type Grip, isIdle, type Manipulation, manipulationOf, matrixOf } from './manipulation.ts'

/** A pointer that holds parts. `from` is in units of the view box, `start` in pixels of the window. */
type Held = {
  pointerId: number
  keys: readonly string[]
  grip: Grip
  box: Box
  from: Point
  start: Point
  slackPx: number
}

export type PartManipulation = {
  /** The current preview; undefined until the pointer has moved far enough. */
  current: Manipulation | undefined
  take(event: PointerEvent, keys: readonly string[], grip: Grip): void
  move(event: PointerEvent): void
  /** @returns the change; undefined if the pointer was pressed without moving. */
  release(event: PointerEvent): Manipulation | undefined
  cancel(): void
}

/** A movement above this distance is a drag. The limit for fingers is larger than for mice. */
const slackPx = { mouse: 3, touch: 10 }

/**
 * Follows one pointer that moves, scales or turns parts. Until the pointer is released, only the preview
 * changes.
 */
export function useManipulation(picture: () => LivePicture | undefined): PartManipulation {
  const held = useRef<Held>(undefined)
  const [current, setCurrent] = useState<Manipulation>()

  function show(manipulation: Manipulation | undefined): void {
    const keys = held.current?.keys
    if (keys) picture()?.preview(keys, manipulation && matrixOf(manipulation))
    setCurrent(manipulation)
  }

  function read(event: PointerEvent): Manipulation | undefined {
    const [live, hold] = [picture(), held.current]
    if (!live || hold?.pointerId !== event.pointerId) return undefined
    return manipulationOf({
      grip: hold.grip,
      box: hold.box,
      canvas: live.canvas(),
      from: hold.from,
      to: live.toPicture({ x: event.clientX, y: event.clientY }),
      isShifted: event.shiftKey,
    })
  }

  return {
    current,
    take(event, keys, grip) {
      const live = picture()
      const box = live?.boxOf(keys)
      if (!live || !box) return
      const start = { x: event.clientX, y: event.clientY }
      held.current = {
        pointerId: event.pointerId,
        keys,
        grip,
        box,
        from: live.toPicture(start),
        start,
        slackPx: event.pointerType === 'touch' ? slackPx.touch : slackPx.mouse,
      }
    },
    move(event) {
      const hold = held.current
      if (hold?.pointerId !== event.pointerId) return
      const travelledPx = Math.hypot(event.clientX - hold.start.x, event.clientY - hold.start.y)
      if (!current && travelledPx < hold.slackPx) return
      if (!current) event.currentTarget.setPointerCapture(event.pointerId)
      show(read(event))
    },
    release(event) {
      const manipulation = current && read(event)
      show(undefined)
      held.current = undefined
      return manipulation && !isIdle(manipulation) ? manipulation : undefined
    },
    cancel() {
      show(undefined)
      held.current = undefined
    },
  }
}
