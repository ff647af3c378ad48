import { Attributes } from './attributes.ts'
import type { Computed } from './computed.ts'
import { readLength } from './lengths.ts'
import { formatNumber } from './numbers.ts'
import type { ReferenceBox } from './transforms.ts'

/** An element to draw: the content of the clip path that replaces a basic shape. */
export interface ClipContent {
  name: 'circle' | 'ellipse' | 'polygon' | 'path'
  attributes: Attributes
}

/** Whether a value of `clip-path` begins as a basic shape does. */
export const isClipShape = (value: string): boolean => shape.test(value)

/**
 * The reference box of a basic shape (CSS Masking 1, section 5.1): the view box if the value says so, else
 * the element's own box.
 */
export const clipBoxOf = (value: string): 'element' | 'view' =>
  /\)\s*view-box$|^view-box\s/.test(value) ? 'view' : 'element'

/**
 * A basic shape (CSS Shapes 1, section 3) as an element in user units; null if it is not one.
 *
 * @param box the reference box, in user units.
 */
export function readClipShape(value: string, box: ReferenceBox, at: Computed): ClipContent | null {
  const found = shape.exec(value)
  const open = value.indexOf('(')
  const close = value.lastIndexOf(')')
  if (found === null || close < open || value.length > charsMax) return null
  const body = value.slice(open + 1, close).trim()
  const reader = { box, at, write: (units: number) => formatNumber(units, at.decimals) }
  switch (found[1]?.toLowerCase()) {
    case 'circle':
      return readRound(body, reader, true)
    case 'ellipse':
      return readRound(body, reader, false)
    case 'inset':
      return readInset(body, reader)
    case 'rect':
      return readRect(body, reader)
    case 'xywh':
      return readSized(body, reader)
    case 'polygon':
      return readPolygon(body, reader)
    default:
      return readPath(body, reader)
  }
}

interface Reader {
  box: ReferenceBox
  at: Computed
  write: (units: number) => string
}

const shape =
  /^(?:(?:fill|stroke|view|border|content|padding|margin)-box\s+)?(circle|ellipse|inset|rect|xywh|polygon|path)\(/i
const charsMax = 64 * 1024

const x = (text: string | undefined, { box, at }: Reader): number | null =>
  readLength(text ?? '', box.width, at)
const y = (text: string | undefined, { box, at }: Reader): number | null =>
  readLength(text ?? '', box.height, at)

function readRound(body: string, reader: Reader, isCircle: boolean): ClipContent | null {
  const { box, at, write } = reader
  const [sizes = '', place = ''] = body.split(/(?:^|\s+)at\s+/)
  const center = readPlace(place.trim(), reader)
  if (center === null) return null
  const words = sizes.split(/\s+/).filter((word) => word !== '')
  const [cx, cy] = center
  const sides = {
    left: Math.abs(cx),
    right: Math.abs(box.width - cx),
    top: Math.abs(cy),
    bottom: Math.abs(box.height - cy),
  }
  const across = [sides.left, sides.right]
  const down = [sides.top, sides.bottom]
  const radius = (word: string | undefined, distances: number[], whole: number): number | null => {
    if (word === undefined || word === 'closest-side') return Math.min(...distances)
    return word === 'farthest-side' ? Math.max(...distances) : readLength(word, whole, at)
  }
  if (words.length > (isCircle ? 1 : 2)) return null
  const middle = [
    ['cx', write(box.x + cx)],
    ['cy', write(box.y + cy)],
  ] as const
  if (isCircle) {
    const r = radius(words[0], [...across, ...down], Math.hypot(box.width, box.height) / Math.SQRT2)
    return r === null || r < 0
      ? null
      : { name: 'circle', attributes: Attributes.from([...middle, ['r', write(r)]]) }
  }
  const rx = radius(words[0], across, box.width)
  const ry = radius(words[1], down, box.height)
  if (rx === null || ry === null || rx < 0 || ry < 0) return null
  return { name: 'ellipse', attributes: Attributes.from([...middle, ['rx', write(rx)], ['ry', write(ry)]]) }
}

const placeWords = new Map([
  ['left', '0%'],
  ['top', '0%'],
  ['center', '50%'],
  ['right', '100%'],
  ['bottom', '100%'],
])

/** One or two words of a `<position>`, from the corner of the box. */
export function readPlace(text: string, reader: Pick<Reader, 'box' | 'at'>): [number, number] | null {
  const words = splitItems(text === '' ? 'center' : text)
  // "top left" names the second axis first.
  if (/^(?:top|bottom)$/.test(words[0] ?? '') || /^(?:left|right)$/.test(words[1] ?? '')) words.reverse()
  if (words.length === 1 && /^(?:top|bottom)$/.test(words[0] ?? '')) words.unshift('center')
  const [across = 'center', down = 'center', depth] = words
  const { box, at } = reader
  const px = readLength(placeWords.get(across) ?? across, box.width, at)
  const py = readLength(placeWords.get(down) ?? down, box.height, at)
  // The third value of `transform-origin` leaves the plane.
  return px === null ||
    py === null ||
    words.length > 3 ||
    (depth !== undefined && readLength(depth, 0, at) === null)
    ? null
    : [px, py]
}

function splitItems(text: string): string[] {
  const items: string[] = []
  let depth = 0
  let item = ''
  for (const character of text) {
    if (character === '(') depth++
    if (character === ')') depth--
    if (depth === 0 && /[\s,]/.test(character)) {
      if (item !== '') items.push(item.toLowerCase())
      item = ''
    } else item += character
  }
  return item === '' ? items : [...items, item.toLowerCase()]
}

/** Four values in the order of `margin`: top, right, bottom, left. */
function fourOf(words: string[]): string[] | null {
  const [top, right = top, bottom = top, left = right] = words
  return top === undefined || words.length > 4 ? null : [top, right ?? top, bottom ?? top, left ?? top]
}

function readInset(body: string, reader: Reader): ClipContent | null {
  const [insets = '', round = ''] = body.split(/\s+round\s+/)
  const [top, right, bottom, left] = fourOf(splitItems(insets)) ?? []
  const [t, r, b, l] = [y(top, reader), x(right, reader), y(bottom, reader), x(left, reader)]
  if (t === null || r === null || b === null || l === null) return null
  return roundedBox(l, t, reader.box.width - r - l, reader.box.height - b - t, round, reader)
}

function readRect(body: string, reader: Reader): ClipContent | null {
  const [edges = '', round = ''] = body.split(/\s+round\s+/)
  const words = splitItems(edges)
  if (words.length !== 4) return null
  const [top = '', right = '', bottom = '', left = ''] = words
  const t = top === 'auto' ? 0 : y(top, reader)
  const r = right === 'auto' ? reader.box.width : x(right, reader)
  const b = bottom === 'auto' ? reader.box.height : y(bottom, reader)
  const l = left === 'auto' ? 0 : x(left, reader)
  if (t === null || r === null || b === null || l === null) return null
  return roundedBox(l, t, r - l, b - t, round, reader)
}

function readSized(body: string, reader: Reader): ClipContent | null {
  const [sizes = '', round = ''] = body.split(/\s+round\s+/)
  const words = splitItems(sizes)
  const [left, top, width, height] = [
    x(words[0], reader),
    y(words[1], reader),
    x(words[2], reader),
    y(words[3], reader),
  ]
  if (left === null || top === null || width === null || height === null) return null
  return roundedBox(left, top, width, height, round, reader)
}

function roundedBox(
  left: number,
  top: number,
  width: number,
  height: number,
  round: string,
  reader: Reader,
): ClipContent | null {
  const { box, write } = reader
  const [w, h] = [Math.max(0, width), Math.max(0, height)]
  const [across = '', down = across] = round.split('/')
  const rx = cornersOf(across, w, reader)
  const ry = cornersOf(down, h, reader)
  if (rx === null || ry === null) return null
  // CSS Backgrounds 3, section 4.5: radii that overlap are scaled down together.
  const fit = Math.min(
    1,
    ...[0, 1, 2, 3].flatMap((i) => [
      w / ((rx[i] ?? 0) + (rx[i ^ 1] ?? 0) || 1e-9),
      h / ((ry[i] ?? 0) + (ry[3 - i] ?? 0) || 1e-9),
    ]),
  )
  const radii = [0, 1, 2, 3].map((i): [number, number] => [(rx[i] ?? 0) * fit, (ry[i] ?? 0) * fit])
  const [tl = [0, 0], tr = [0, 0], br = [0, 0], bl = [0, 0]] = radii
  const [l, t] = [box.x + left, box.y + top]
  const arc = ([a, b]: [number, number] | number[], dx: number, dy: number): string =>
    (a ?? 0) > 0 && (b ?? 0) > 0 ? `a${write(a ?? 0)} ${write(b ?? 0)} 0 0 1 ${write(dx)} ${write(dy)}` : ''
  const d = [
    `M${write(l + tl[0])} ${write(t)}H${write(l + w - tr[0])}`,
    arc(tr, tr[0], tr[1]),
    `V${write(t + h - br[1])}`,
    arc(br, -br[0], br[1]),
    `H${write(l + bl[0])}`,
    arc(bl, -bl[0], -bl[1]),
    `V${write(t + tl[1])}`,
    arc(tl, tl[0], -tl[1]),
    'Z',
  ]
  return { name: 'path', attributes: new Attributes(['d', d.join('')]) }
}

/** Radii of the corners from the upper left, clockwise. */
function cornersOf(text: string, whole: number, { at }: Reader): number[] | null {
  const words = splitItems(text)
  if (words.length === 0) return [0, 0, 0, 0]
  if (words.length > 4) return null
  const [first, second = first, third = first, fourth = second] = words.map((word) =>
    readLength(word, whole, at),
  )
  const corners = [first, second, third, fourth]
  return corners.every((corner) => typeof corner === 'number' && corner >= 0) ? (corners as number[]) : null
}

const fillRule = /^\s*(nonzero|evenodd)\s*,/

function readPolygon(body: string, reader: Reader): ClipContent | null {
  const rule = fillRule.exec(body)
  const points: string[] = []
  for (const pair of body.slice(rule?.[0].length ?? 0).split(',')) {
    const words = splitItems(pair)
    const [px, py] = [x(words[0], reader), y(words[1], reader)]
    if (px === null || py === null || words.length !== 2) return null
    points.push(`${reader.write(reader.box.x + px)} ${reader.write(reader.box.y + py)}`)
  }
  return { name: 'polygon', attributes: withRule('points', points.join(' '), rule?.[1]) }
}

function readPath(body: string, { box, write }: Reader): ClipContent | null {
  const rule = fillRule.exec(body)
  const d = /^\s*(["'])([^"']*)\1\s*$/.exec(body.slice(rule?.[0].length ?? 0))?.[2]
  if (d === undefined) return null
  const attributes = withRule('d', d, rule?.[1])
  if (box.x !== 0 || box.y !== 0) attributes.set('transform', `translate(${write(box.x)} ${write(box.y)})`)
  return { name: 'path', attributes }
}

const withRule = (name: string, value: string, rule: string | undefined): Attributes =>
  new Attributes(rule === 'evenodd' ? [name, value, 'clip-rule', rule] : [name, value])
