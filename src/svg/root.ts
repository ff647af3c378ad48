import { scanNumber } from './numbers.ts'
import type { PictureElement } from './picture.ts'
import type { NoteBook } from './report.ts'
import { readViewBox } from './values.ts'

export type ViewBox = [x: number, y: number, width: number, height: number]

/**
 * Makes the outermost svg safe to stand inline in a page: it has a view box and a bounded size, it clips, and what would move its box or
 * paint outside of it (transform, filter, blending with the page) moves to a group inside.
 */
export const settleRoot = (
  root: PictureElement,
  group: (children: PictureElement['children']) => PictureElement,
  notes: NoteBook,
): ViewBox => {
  const { attributes } = root
  for (const name of MEANINGLESS) attributes.delete(name)
  const viewBox = settleViewBox(attributes, notes)
  settleSize(attributes, notes)
  moveInside(root, group)
  return viewBox
}

/** Larger roots are scaled down to this; a page decides how large a picture is shown. */
const SIDE_PX_MAX = 4096
const CANVAS_PX = 256

/** On the outermost svg these do nothing, or something to the page around it. */
const MEANINGLESS = [
  'x',
  'y',
  'overflow',
  'transform-origin',
  'transform-box',
  'vector-effect',
  'white-space',
  'pointer-events',
]
const INWARD = ['transform', 'filter', 'mix-blend-mode']

/** CSS pixels per unit; relative units have no fixed size and are missing here. */
const PX_PER_UNIT = new Map([
  ['', 1],
  ['px', 1],
  ['in', 96],
  ['cm', 96 / 2.54],
  ['mm', 96 / 25.4],
  ['pt', 96 / 72],
  ['pc', 16],
  ['q', 96 / 101.6],
])
const RELATIVE_MAX = new Map([
  ['%', 100],
  ['em', 64],
  ['ex', 128],
  ['rem', 64],
])

const settleViewBox = (attributes: Map<string, string>, notes: NoteBook): ViewBox => {
  const written = attributes.get('viewBox')
  const known = written === undefined ? null : readViewBox(written)
  if (known !== null) return known
  const width = pixels(attributes.get('width'))
  const height = pixels(attributes.get('height'))
  const derived: ViewBox =
    width !== null && height !== null ? [0, 0, width, height] : [0, 0, CANVAS_PX, CANVAS_PX]
  attributes.set('viewBox', derived.join(' '))
  notes.add('view_box_derived', derived.join(' '))
  return derived
}

const settleSize = (attributes: Map<string, string>, notes: NoteBook): void => {
  for (const name of ['width', 'height']) {
    const value = attributes.get(name)
    if (value !== undefined && !isBoundedOrAbsolute(value)) {
      attributes.delete(name)
      notes.add('size_reduced', name)
    }
  }
  const width = pixels(attributes.get('width')) ?? 0
  const height = pixels(attributes.get('height')) ?? 0
  const scale = SIDE_PX_MAX / Math.max(width, height)
  if (scale >= 1) return
  notes.add('size_reduced', `${width} x ${height}`)
  if (width > 0) attributes.set('width', String(round(width * scale)))
  if (height > 0) attributes.set('height', String(round(height * scale)))
}

const moveInside = (
  root: PictureElement,
  group: (children: PictureElement['children']) => PictureElement,
): void => {
  const moving = INWARD.filter((name) => root.attributes.has(name))
  if (moving.length === 0) return
  const inner = group(root.children)
  root.children = [inner]
  for (const name of moving) {
    inner.attributes.set(name, root.attributes.get(name) ?? '')
    root.attributes.delete(name)
  }
  inner.references = root.references.filter(({ attribute }) => moving.includes(attribute))
  root.references = root.references.filter(({ attribute }) => !moving.includes(attribute))
}

const split = (value: string): { amount: number; unit: string } => {
  const end = scanNumber(value, 0)
  return { amount: Number(value.slice(0, end)), unit: value.slice(end).toLowerCase() }
}

/** A positive absolute length in CSS pixels, else null. */
const pixels = (value: string | undefined): number | null => {
  if (value === undefined || value === 'auto') return null
  const { amount, unit } = split(value)
  const factor = PX_PER_UNIT.get(unit)
  return factor !== undefined && amount > 0 ? round(amount * factor) : null
}

const isBoundedOrAbsolute = (value: string): boolean => {
  const { amount, unit } = split(value)
  return (
    amount > 0 && amount <= (RELATIVE_MAX.get(unit) ?? (PX_PER_UNIT.has(unit) ? Number.POSITIVE_INFINITY : 0))
  )
}

const round = (value: number): number => Math.round(value * 1000) / 1000
