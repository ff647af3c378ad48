import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { announce } from '../design/index.ts'
import { inlinePictureClass, PictureStage, type Zoom } from '../picture/index.ts'
import { makeChange, select, useEditor } from './editor.ts'
import { isWithin, partFor, withToggled } from './editor-state.ts'
import type { Box, Point } from './geometry.ts'
import { isBackdrop, type LivePicture, openLivePicture } from './live-picture.ts'
import { editOf, type Grip, type Manipulation, manipulationByKey, wordsFor } from './manipulation.ts'
import { partsAt } from './parts.ts'
import { SelectionFrame } from './selection-frame.tsx'
import styles from './stage.module.css'
import { TextInput } from './text-input.tsx'
import { useFrames } from './use-frames.ts'
import { useManipulation } from './use-manipulation.ts'
import { useParts } from './use-parts.ts'
import { useStageKeys } from './use-stage-keys.ts'

type StageProps = {
  /** The text alternative of the picture. */
  label: string
  zoom: Zoom
  picture: RefObject<LivePicture | null>
  /** A point that was clicked before the editor opened, as shares of the canvas. */
  clickedAt: Point | undefined
  /** The box around the selected parts, in units of the view box. */
  onMeasure: (box: Box | undefined) => void
}

/** How far a part may be from the pointer to be hit, in pixels. */
const reachPx = { mouse: 3, touch: 12 }
const doubleTap = { ms: 400, px: 12 }

type Press = {
  pointerId: number
  shape: string | undefined
  at: Point
  /** Whether the part at the pointer is added to the selected ones, or taken out of them. */
  isAdding: boolean
  /** Whether a drag moves parts. */
  isHeld: boolean
  /** What is selected when the pointer is released without a drag. */
  chosen: readonly string[]
  inside: string
}

/**
 * The picture on its sheet: a click selects a part, with Shift or Control several, dragging moves them, a
 * double click enters a group.
 */
export function Stage({ label, zoom, picture, clickedAt, onMeasure }: StageProps) {
  const { shown, selected, inside, selectsSeveral } = useEditor((state) => ({
    shown: state.trial ?? state.svg,
    selected: state.selected,
    inside: state.inside,
    selectsSeveral: state.selectsSeveral,
  }))
  const parts = useParts()
  const host = useRef<HTMLDivElement>(null)
  const overlay = useRef<HTMLDivElement>(null)
  const manipulation = useManipulation(() => picture.current ?? undefined)
  const press = useRef<Press>(undefined)
  const lastTap = useRef({ atMs: 0, at: { x: 0, y: 0 } })
  const pointers = useRef(new Set<number>())
  const [hovered, setHovered] = useState<string>()
  const [writing, setWriting] = useState<string>()
  const frames = useFrames({
    overlay,
    show() {
      if (!host.current) return undefined
      picture.current ??= openLivePicture(host.current)
      return picture.current
    },
    shown,
    selected,
    hovered: hovered !== undefined && selected.includes(hovered) ? undefined : hovered,
    manipulation: manipulation.current,
    view: zoom.transform,
    onMeasure,
  })
  useStageKeys({ picture, onOpen: open })
  // A later stage, for example after a comparison, has another element.
  useLayoutEffect(
    () => () => {
      picture.current = null
    },
    [picture],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the editor opens.
  useEffect(() => {
    const live = picture.current
    if (!clickedAt || !live) return
    const { x, y, width, height } = live.canvas()
    const shape = shapeAt(live.toWindow({ x: x + clickedAt.x * width, y: y + clickedAt.y * height }))
    if (shape === undefined) return
    const { key, inside: group } = partFor(inside, shape, parts.wrapper)
    select([key], group)
  }, [])

  const shapeAt = (at: Point, pointerType = 'mouse') =>
    picture.current?.findAt(at, pointerType === 'touch' ? reachPx.touch : reachPx.mouse)

  function finish(done: Manipulation, merges?: string): void {
    const chosen = partsAt(parts, selected)
    if (!chosen) return
    const change = { edits: [editOf(chosen.target, done)], words: wordsFor(chosen.name, done) }
    makeChange(merges === undefined ? change : { ...change, merges: `${merges} ${chosen.keys}` })
  }

  /** Enters a group, or edits a text. `shape` is selected in the group. */
  function open(key: string, shape?: string): void {
    const part = parts.get(key)
    if (!part) return
    if (part.text !== undefined) {
      setWriting(key)
      return
    }
    const [first] = part.children
    if (first === undefined) return
    select([shape?.startsWith(`${key}.`) ? partFor(key, shape, parts.wrapper).key : first], key)
    announce(`In ${part.name}`)
  }

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0 || isControl(event.target)) return
    pointers.current.add(event.pointerId)
    if (pointers.current.size > 1) {
      // Two fingers zoom.
      manipulation.cancel()
      press.current = undefined
      return
    }
    const at = { x: event.clientX, y: event.clientY }
    const shape = shapeAt(at, event.pointerType)
    const isAdding = selectsSeveral || event.shiftKey || event.ctrlKey || event.metaKey
    const pressed: Press = {
      pointerId: event.pointerId,
      shape,
      at,
      isAdding,
      isHeld: false,
      chosen: selected,
      inside,
    }
    press.current = pressed
    const live = picture.current
    if (shape === undefined || !live) return
    const wanted = partFor(inside, shape, parts.wrapper)
    const held = selected.find((key) => isWithin(shape, key))
    if (held === undefined) pressed.inside = wanted.inside
    pressed.chosen = isAdding ? withToggled(selected, held ?? wanted.key) : [held ?? wanted.key]
    const dragged = held === undefined ? pressed.chosen : selected
    if (isBackdrop(live, dragged)) return
    select(dragged, pressed.inside)
    pressed.isHeld = true
    manipulation.take(event, dragged, 'move')
  }

  function onPointerMove(event: PointerEvent): void {
    if (press.current?.isHeld && event.pointerId === press.current.pointerId) {
      manipulation.move(event)
      // Otherwise the zoomed view would move as well.
      event.stopPropagation()
      return
    }
    if (event.pointerType !== 'mouse' || event.buttons > 0) return
    const shape = isControl(event.target) ? undefined : shapeAt({ x: event.clientX, y: event.clientY })
    setHovered(shape === undefined ? undefined : partFor(inside, shape, parts.wrapper).key)
  }

  function onPointerUp(event: PointerEvent): void {
    pointers.current.delete(event.pointerId)
    const pressed = press.current
    if (pressed?.pointerId !== event.pointerId) return
    press.current = undefined
    const done = manipulation.release(event)
    if (done) {
      finish(done)
      return
    }
    if (manipulation.current) return
    const { shape, at, isAdding, chosen } = pressed
    if (distance(at, { x: event.clientX, y: event.clientY }) > doubleTap.px) return
    const isSecond =
      event.timeStamp - lastTap.current.atMs < doubleTap.ms && distance(at, lastTap.current.at) < doubleTap.px
    lastTap.current = { atMs: isSecond || isAdding ? 0 : event.timeStamp, at }
    if (shape === undefined && !isAdding) select([], '')
    else if (isSecond && !isAdding && chosen[0] !== undefined) open(chosen[0], shape)
    else select(chosen, pressed.inside)
  }

  function onGripKey(event: KeyboardEvent, grip: Grip): void {
    const live = picture.current
    const box = live?.boxOf(selected)
    const done = live && box && manipulationByKey(grip, event.key, event.shiftKey, box, live.canvas())
    if (!done) return
    event.preventDefault()
    finish(done, grip)
  }

  const frame = frames.selected
  return (
    <div
      className={styles.stage}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture takes arrow keys, as a drawing does.
      tabIndex={0}
      data-editor-stage
      aria-label="Editable picture"
      aria-describedby="editor-keys"
      onPointerDownCapture={onPointerDown}
      onPointerMoveCapture={onPointerMove}
      onPointerUpCapture={onPointerUp}
      onPointerCancelCapture={(event) => {
        pointers.current.delete(event.pointerId)
        press.current = undefined
        manipulation.cancel()
      }}
      onPointerLeave={() => setHovered(undefined)}
      onDoubleClickCapture={(event) => event.stopPropagation()}
    >
      <PictureStage zoom={zoom}>
        <div ref={host} role="img" aria-label={label} className={inlinePictureClass} />
      </PictureStage>
      <div ref={overlay} className={styles.overlay}>
        {frames.hovered && <div className={styles.hover} style={placed(frames.hovered)} />}
        {manipulation.current === undefined &&
          frames.each.map((box, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the boxes have the order of the selected parts.
            <div key={at} className={styles.hover} style={placed(box)} />
          ))}
        {frame && writing === undefined && (
          <SelectionFrame
            box={frame}
            hasGrips={!frames.isBackdrop}
            current={manipulation.current}
            onTake={(event, grip) => {
              const { pointerId } = event
              const rest = { shape: selected[0], at: noPoint, isAdding: false, isHeld: true }
              press.current = { pointerId, ...rest, chosen: selected, inside }
              manipulation.take(event, selected, grip)
            }}
            onKey={onGripKey}
          />
        )}
        {frame && writing !== undefined && selected.includes(writing) && (
          <TextInput
            part={parts.get(writing)}
            box={frame}
            font={picture.current?.fontOf(writing)}
            onDone={() => setWriting(undefined)}
          />
        )}
      </div>
      <p id="editor-keys" className="hidden-words">
        Page Up and Page Down choose a part, with Shift several. Arrow keys move it, with Shift further. Enter
        goes into a group or edits a text. Control and G groups several parts. Escape deselects them. Delete
        removes them.
      </p>
    </div>
  )
}

const noPoint = { x: Number.NaN, y: Number.NaN }

const placed = ({ x, y, width, height }: Box) => ({ left: x, top: y, width, height })
const isControl = (target: EventTarget) =>
  target instanceof Element && target.closest('button, input') !== null
const distance = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y)
