import type { Box } from '../art/bounds.ts'
import type { Spot } from '../plan/scene-plan.ts'
import { unionOf } from './layout-item.ts'
import type { Cluster, Stage } from './stage.ts'

/**
 * Scales and moves clusters into the frame: those with a spot into their part of the canvas, the rest in a
 * row.
 */
export function fitClusters(clusters: readonly Cluster[], stage: Stage): void {
  const { frame, canvas, inset = canvas.height * 0.05 } = stage
  // A card has no sky and no ground.
  const standing = stage.standing && stage.inset === undefined
  const spotted = clusters.filter(({ spot }) => spot !== undefined && spot !== 'ground')
  const free = clusters.filter((cluster) => !spotted.includes(cluster))
  const main =
    free.length > 0
      ? roomBeside(
          frame,
          spotted.map(({ spot }) => spot),
        )
      : frame
  const flying = free.filter(({ root }) => !root.item.traits.stands)
  const onGround = free.filter(({ root }) => root.item.traits.stands)
  if (standing && flying.length > 0 && onGround.length > 0) {
    const sky = { ...main, height: main.height * 0.34 }
    fitRow(flying, sky, 'middle')
    fitRow(onGround, { ...main, y: main.y + main.height * 0.36, height: main.height * 0.64 }, 'bottom')
  } else if (free.length > 0) fitRow(free, main, standing && flying.length === 0 ? 'bottom' : 'middle')
  for (const spot of new Set(spotted.map((cluster) => cluster.spot))) {
    const here = spotted.filter((cluster) => cluster.spot === spot)
    if (spot) fitRow(here, roomAt(spot, frame, canvas, inset), alignAt(spot))
  }
  for (const { slots } of clusters) shareSizes(slots, canvas)
}

type Align = 'top' | 'middle' | 'bottom'

/** Side by side, as large as fits; in two rows where one row would leave them tiny. */
function fitRow(clusters: readonly Cluster[], room: Box, align: Align): void {
  const boxes = clusters.map(({ slots }) => unionOf(slots.map(({ box }) => box)))
  const rows = splitRows(boxes, room, align)
  const gap = 0.08
  const sizes = rows.map((row) => {
    const height = Math.max(...row.map((at) => boxes[at]?.height ?? 0))
    const widths = row.map((at) => boxes[at]?.width ?? 0)
    const width = widths.reduce((sum, one) => sum + one, 0) + (row.length - 1) * gap * Math.max(...widths)
    return { width, height, step: gap * Math.max(...widths) }
  })
  const total = sizes.reduce((sum, { height }) => sum + height, 0) * (1 + gap * (rows.length - 1))
  const widest = Math.max(...sizes.map(({ width }) => width))
  const scale = Math.min(room.width / widest, room.height / total)
  const free = room.height - total * scale
  let y = room.y + (align === 'bottom' ? free : align === 'middle' ? free / 2 : 0)
  rows.forEach((row, rowAt) => {
    const size = sizes[rowAt]
    if (!size) return
    let x = room.x + (room.width - size.width * scale) / 2
    for (const at of row) {
      const [cluster, box] = [clusters[at], boxes[at]]
      if (!cluster || !box) continue
      const rest = (size.height - box.height) * scale
      moveInto(cluster, box, x, y + (align === 'bottom' ? rest : rest / 2), scale)
      x += (box.width + size.step) * scale
    }
    y += size.height * scale * (1 + gap)
  })
}

function splitRows(boxes: readonly Box[], room: Box, align: Align): number[][] {
  const all = boxes.map((_, at) => at)
  const width = boxes.reduce((sum, box) => sum + box.width, 0)
  const height = Math.max(...boxes.map((box) => box.height))
  const aspect = width / height / (room.width / room.height)
  // On the ground nobody stands on the air above the others while there is room.
  if (boxes.length < 3 || aspect < (align === 'bottom' ? 5 : 2.6)) return [all]
  const half = Math.ceil(boxes.length / 2)
  return [all.slice(0, half), all.slice(half)]
}

function moveInto({ slots }: Cluster, from: Box, x: number, y: number, scale: number): void {
  for (const slot of slots) {
    slot.box = {
      x: x + (slot.box.x - from.x) * scale,
      y: y + (slot.box.y - from.y) * scale,
      width: slot.box.width * scale,
      height: slot.box.height * scale,
    }
  }
}

/** A size given as a share of the canvas' height holds whatever the others have. */
function shareSizes(slots: Cluster['slots'], canvas: Box): void {
  for (const slot of slots) {
    const { size } = slot.item
    if (typeof size !== 'number') continue
    const factor = (size * canvas.height) / slot.box.height
    const { x, y, width, height } = slot.box
    slot.box = {
      x: x + (width - width * factor) / 2,
      y: y + height - height * factor,
      width: width * factor,
      height: height * factor,
    }
  }
}

const spotShare = 0.4

/** Where the things without a spot go when others have the top, or a side. */
function roomBeside(frame: Box, spots: readonly (Spot | undefined)[]): Box {
  const at = (pattern: RegExp) => spots.some((spot) => pattern.test(spot ?? ''))
  const room = { ...frame }
  if (at(/^(?:top|sky)/)) {
    room.y += frame.height * (spotShare + 0.05)
    room.height -= frame.height * (spotShare + 0.05)
  } else if (at(/^bottom|near/)) room.height -= frame.height * spotShare
  if (at(/^left$/)) {
    room.x += frame.width * 0.45
    room.width -= frame.width * 0.45
  } else if (at(/^right$/)) room.width -= frame.width * 0.45
  return room
}

function roomAt(spot: Spot, frame: Box, canvas: Box, inset: number): Box {
  const { x, y, width, height } = frame
  const [w, h] = [width * 0.36, height * 0.36]
  const right = x + width - w
  const low = y + height - h
  switch (spot) {
    case 'top-left':
      return { x: canvas.width * 0.05, y: canvas.height * 0.05, width: w, height: h }
    case 'top-right':
      return { x: canvas.width * 0.95 - w, y: canvas.height * 0.05, width: w, height: h }
    case 'bottom-left':
      return { x: canvas.width * 0.05, y: low, width: w, height: h }
    case 'bottom-right':
      return { x: canvas.width * 0.95 - w, y: low, width: w, height: h }
    case 'top':
    case 'sky':
      return { x, y: inset, width, height: height * spotShare }
    case 'bottom':
    case 'near':
      return { x, y: y + height * 0.42, width, height: height * 0.58 }
    case 'left':
      return { x: canvas.width * 0.05, y, width: width * 0.46, height }
    case 'right':
      return { x: canvas.width * 0.95 - width * 0.46, y, width: width * 0.46, height }
    case 'far':
      return { x: x + w * 0.4, y: y + height * 0.36, width: width - w * 0.8, height: height * 0.3 }
    default:
      return { x: (x + right) / 2 - w * 0.3, y: y + height * 0.15, width: w * 1.6, height: height * 0.7 }
  }
}

function alignAt(spot: Spot): Align {
  if (/^(?:top|sky)/.test(spot)) return 'top'
  return /^(?:center|left|right)$/.test(spot) ? 'middle' : 'bottom'
}
