import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react'

type View = { scale: number; x: number; y: number }

const whole: View = { scale: 1, x: 0, y: 0 }
const scaleMax = 12
const step = 1.5

export type Zoom = {
  scale: number
  zoomIn(): void
  zoomOut(): void
  reset(): void
  /** Moves the content, by pixels. */
  panBy(x: number, y: number): void
  /** The ref of the content; its parent is the window in which it moves. */
  transform: string
  /** Handlers for the window: dragging, pinching and Ctrl with the wheel. */
  window: {
    ref: (element: HTMLElement | null) => void
    onPointerDown(event: PointerEvent): void
    onPointerMove(event: PointerEvent): void
    onPointerUp(event: PointerEvent): void
    onPointerCancel(event: PointerEvent): void
    onDoubleClick(): void
  }
}

type ZoomOptions = {
  /** Whether the wheel zooms without Ctrl, on a page that does not scroll. */
  takesWheel?: boolean
  /** Called after a swipe to the left or to the right. */
  onSwipe?: (direction: 'left' | 'right') => void
}

/** A swipe is long enough, mostly horizontal, and quick. */
const swipe = { pxMin: 48, slopeMax: 0.6, msMax: 600 }

/** Zoom of content that fills a viewport: 1 to 12 times, never beyond its edges. */
export function useZoom({ takesWheel = false, onSwipe }: ZoomOptions = {}): Zoom {
  const [view, setView] = useState(whole)
  const frame = useRef<HTMLElement | null>(null)
  const pointers = useRef(new Map<number, { x: number; y: number }>())
  const touch = useRef<Touch>(undefined)

  /** Keeps the point (x, y), measured from the middle of the window, in its place. */
  const zoomBy = useCallback((factor: number, x = 0, y = 0) => {
    setView((at) => {
      const scale = Math.min(Math.max(at.scale * factor, 1), scaleMax)
      const by = scale / at.scale
      return keepInside({ scale, x: x - (x - at.x) * by, y: y - (y - at.y) * by }, frame.current)
    })
  }, [])

  const onWheel = useCallback(
    (event: WheelEvent) => {
      // Without Ctrl, which a pinch on a touchpad sends too, the wheel moves the page.
      if (!event.ctrlKey && !(takesWheel && !canPageScroll())) return
      event.preventDefault()
      const middle = middleOf(frame.current)
      zoomBy(Math.exp(-event.deltaY / 200), event.clientX - middle.x, event.clientY - middle.y)
    },
    [zoomBy, takesWheel],
  )
  const ref = useCallback(
    (element: HTMLElement | null) => {
      frame.current?.removeEventListener('wheel', onWheel)
      frame.current = element
      // React's wheel listener is passive and cannot prevent the browser from zooming the page.
      element?.addEventListener('wheel', onWheel, { passive: false })
    },
    [onWheel],
  )
  useEffect(() => {
    const settle = () => setView((at) => keepInside(at, frame.current))
    window.addEventListener('resize', settle)
    return () => window.removeEventListener('resize', settle)
  }, [])

  function onPointerMove(event: PointerEvent): void {
    const before = pointers.current.get(event.pointerId)
    if (!before) return
    const after = { x: event.clientX, y: event.clientY }
    const others = [...pointers.current].filter(([id]) => id !== event.pointerId).map(([, at]) => at)
    pointers.current.set(event.pointerId, after)
    const [other] = others
    if (other) {
      const middle = middleOf(frame.current)
      const ratio = distance(after, other) / Math.max(distance(before, other), 1)
      zoomBy(ratio, (after.x + other.x) / 2 - middle.x, (after.y + other.y) / 2 - middle.y)
    } else {
      setView((at) =>
        keepInside({ ...at, x: at.x + after.x - before.x, y: at.y + after.y - before.y }, frame.current),
      )
    }
  }

  function onPointerUp({ pointerId, clientX, clientY, timeStamp }: PointerEvent): void {
    pointers.current.delete(pointerId)
    const from = touch.current
    touch.current = undefined
    if (from?.pointerId !== pointerId || view.scale > 1) return
    const [dx, dy] = [clientX - from.x, clientY - from.y]
    const isSwipe =
      Math.abs(dx) >= swipe.pxMin &&
      Math.abs(dy) <= Math.abs(dx) * swipe.slopeMax &&
      timeStamp - from.atMs <= swipe.msMax
    if (isSwipe) onSwipe?.(dx < 0 ? 'left' : 'right')
  }

  function onPointerCancel({ pointerId }: PointerEvent): void {
    pointers.current.delete(pointerId)
    touch.current = undefined
  }

  return {
    scale: view.scale,
    zoomIn: () => zoomBy(step),
    zoomOut: () => zoomBy(1 / step),
    reset: () => setView(whole),
    panBy: (x, y) => setView((at) => keepInside({ ...at, x: at.x + x, y: at.y + y }, frame.current)),
    transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
    window: {
      ref,
      onPointerDown(event) {
        const isTouch = event.pointerType === 'touch'
        // A second finger starts a pinch.
        touch.current = isTouch && pointers.current.size === 0 ? startOf(event) : undefined
        if (view.scale > 1 || isTouch) {
          pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
          if (view.scale > 1) event.currentTarget.setPointerCapture(event.pointerId)
        }
      },
      onPointerMove,
      onPointerUp,
      onPointerCancel,
      onDoubleClick: () => (view.scale > 1 ? setView(whole) : zoomBy(2.5)),
    },
  }
}

type Touch = { pointerId: number; x: number; y: number; atMs: number } | undefined

const startOf = ({ pointerId, clientX, clientY, timeStamp }: PointerEvent): Touch => ({
  pointerId,
  x: clientX,
  y: clientY,
  atMs: timeStamp,
})

function keepInside({ scale, x, y }: View, frame: HTMLElement | null): View {
  const clamp = (value: number, sidePx = 0) => {
    const limit = (sidePx * (scale - 1)) / 2
    return Math.min(Math.max(value, -limit), limit)
  }
  return { scale, x: clamp(x, frame?.clientWidth), y: clamp(y, frame?.clientHeight) }
}

function middleOf(frame: HTMLElement | null): { x: number; y: number } {
  const at = frame?.getBoundingClientRect()
  return at ? { x: at.left + at.width / 2, y: at.top + at.height / 2 } : { x: 0, y: 0 }
}

const canPageScroll = () => document.documentElement.scrollHeight > innerHeight

const distance = (a: { x: number; y: number }, b: { x: number; y: number }) =>
  Math.hypot(a.x - b.x, a.y - b.y)
