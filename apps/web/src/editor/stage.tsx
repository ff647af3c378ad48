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
import { PictureStage, type Zoom } from '../picture/index.ts'
import { makeChange, select, useEditor } from './editor.ts'
import { partFor } from './editor-state.ts'
import type { Box, Point } from './geometry.ts'
import { isBackdrop, type LivePicture, openLivePicture } from './live-picture.ts'
import { editOf, type Grip, type Manipulation, manipulationByKey, wordsFor } from './manipulation.ts'
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
  /** The box of the selected part, in units of the view box. */
  onMeasure: (box: Box | undefined) => void
}

/** How far a part may be from the pointer to be hit, in pixels. */
const reachPx = { mouse: 3, touch: 12 }
const doubleTap = { ms: 400, px: 12 }

type Press = { pointerId: number; shape: string | undefined; at: Point; isHeld: boolean }

/** The picture on its sheet: a click selects a part, dragging moves it, a double click enters it. */
export function Stage({ label, zoom, picture, clickedAt, onMeasure }: StageProps) {
  const { shown, selected, inside } = useEditor(({ trial, svg, selected: key, inside: group }) => ({
    shown: trial ?? svg,
    selected: key,
    inside: group,
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
    hovered: hovered === selected ? undefined : hovered,
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
    if (shape !== undefined) select(partFor(inside, shape, parts.wrapper))
  }, [])

  const shapeAt = (at: Point, pointerType = 'mouse') =>
    picture.current?.findAt(at, pointerType === 'touch' ? reachPx.touch : reachPx.mouse)

  function finish(key: string, done: Manipulation): void {
    const part = parts.get(key)
    if (part) makeChange({ edits: [editOf(part.target, done)], words: wordsFor(part.name, done) })
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
    select({
      inside: key,
      key: shape?.startsWith(`${key}.`) ? partFor(key, shape, parts.wrapper).key : first,
    })
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
    press.current = { pointerId: event.pointerId, shape, at, isHeld: false }
    const live = picture.current
    if (shape === undefined || !live) return
    const isWithin = selected !== undefined && `${shape}.`.startsWith(`${selected}.`)
    const wanted = isWithin ? { inside, key: selected } : partFor(inside, shape, parts.wrapper)
    if (isBackdrop(live, wanted.key)) return
    select(wanted)
    press.current.isHeld = true
    manipulation.take(event, wanted.key, 'move')
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
    if (done && selected !== undefined) {
      finish(selected, done)
      return
    }
    if (manipulation.current) return
    const { shape, at } = pressed
    if (distance(at, { x: event.clientX, y: event.clientY }) > doubleTap.px) return
    const isSecond =
      event.timeStamp - lastTap.current.atMs < doubleTap.ms && distance(at, lastTap.current.at) < doubleTap.px
    lastTap.current = { atMs: isSecond ? 0 : event.timeStamp, at }
    if (shape === undefined) select({ inside: '', key: undefined })
    else if (isSecond && selected !== undefined) open(selected, shape)
    else if (!pressed.isHeld) select(partFor(inside, shape, parts.wrapper))
  }

  function onGripKey(event: KeyboardEvent, grip: Grip): void {
    const [live, part] = [picture.current, selected === undefined ? undefined : parts.get(selected)]
    const box = selected === undefined ? undefined : live?.boxOf(selected)
    if (!live || !part || !box) return
    const done = manipulationByKey(grip, event.key, event.shiftKey, box, live.canvas())
    if (!done) return
    event.preventDefault()
    makeChange({
      edits: [editOf(part.target, done)],
      words: wordsFor(part.name, done),
      merges: `${grip} ${part.key}`,
    })
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
        <div ref={host} role="img" aria-label={label} className={styles.host} />
      </PictureStage>
      <div ref={overlay} className={styles.overlay}>
        {frames.hovered && <div className={styles.hover} style={placed(frames.hovered)} />}
        {frame && selected !== undefined && writing === undefined && (
          <SelectionFrame
            box={frame}
            hasGrips={!frames.isBackdrop}
            current={manipulation.current}
            onTake={(event, grip) => {
              press.current = { pointerId: event.pointerId, shape: selected, at: noPoint, isHeld: true }
              manipulation.take(event, selected, grip)
            }}
            onKey={onGripKey}
          />
        )}
        {frame && writing !== undefined && writing === selected && (
          <TextInput
            part={parts.get(writing)}
            box={frame}
            font={picture.current?.fontOf(writing)}
            onDone={() => setWriting(undefined)}
          />
        )}
      </div>
      <p id="editor-keys" className="hidden-words">
        Page Up and Page Down choose a part, arrow keys move it, with Shift further. Enter goes into a group
        or edits a text. Escape deselects it. Delete removes it.
      </p>
    </div>
  )
}

const noPoint = { x: Number.NaN, y: Number.NaN }

const placed = ({ x, y, width, height }: Box) => ({ left: x, top: y, width, height })
const isControl = (target: EventTarget) =>
  target instanceof Element && target.closest('button, input') !== null
const distance = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y)
