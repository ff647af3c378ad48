import { namedColors } from './color-names.data.ts'
import {
  fromHsl,
  fromHwb,
  fromLab,
  fromOklab,
  fromPolar,
  fromSpace,
  type Triple,
  toHsl,
  toLinear,
  toOklab,
  toPolar,
} from './color-spaces.ts'
import { readQuantity } from './css-math.ts'
import type { Grammar } from './grammar.ts'
import { formatNumber } from './numbers.ts'

/**
 * CSS Color 4 and `color-mix()` of Color 5, written as `#rgb`, `#rrggbb` or a shorter name, followed by
 * `/alpha` if the colour is not opaque; `opacityOf` splits it. `currentColor` stays. System colours are not
 * supported, because they depend on the viewer's machine.
 */
export const color: Grammar = (value) => {
  const isHex = value.charCodeAt(0) === hash && (value.length === 7 || value.length === 4)
  const short = isHex ? shortHex(value) : null
  if (short !== null) return short
  const known = writtenNames.get(value)
  if (known !== undefined) return known
  if (value.length > colorCharsMax) return null
  const lower = value.toLowerCase()
  if (lower === 'currentcolor') return 'currentColor'
  const named = writtenNames.get(lower)
  if (named !== undefined) return named
  const found = readColor(lower, 0)
  return found === null ? null : writeColor(found)
}

/** Splits a colour as `color` writes it into the paint and its opacity, from 0 to 1. */
export function opacityOf(written: string): { paint: string; alpha: number } {
  const slash = written.indexOf('/')
  if (slash < 0) return { paint: written, alpha: 1 }
  return { paint: written.slice(0, slash), alpha: Number(written.slice(slash + 1)) }
}

/**
 * A colour as `color` writes it, with its opacity, in the only such notation that every renderer supports.
 */
export function functionalColor(written: string): string {
  const { paint, alpha } = opacityOf(written)
  const found = alpha === 1 ? null : readColor(paint, 0)
  if (found === null) return paint
  return `rgba(${found.rgb.map((channel) => Math.round(channel * 255)).join(',')},${formatNumber(alpha, alphaDecimals)})`
}

/**
 * An opaque colour in any notation of CSS, as `#rrggbb` in lower case; null for everything else.
 *
 * @example toHexColor('Teal') // '#008080'
 */
export function toHexColor(value: string): string | null {
  const lower = value.trim().toLowerCase()
  const found = lower.length > colorCharsMax ? null : readColor(lower, 0)
  return found === null || found.alpha < 1 ? null : `#${found.rgb.map(hexByte).join('')}`
}

interface Color {
  rgb: Triple
  alpha: number
}

const hash = 35
const colorCharsMax = 400
const mixesNestedMax = 4
const alphaDecimals = 4
const [notHex, capital] = [16, 32] as const

const isHexColor = (value: string): boolean => /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(value)

/**
 * The value of a hexadecimal digit, 16 for other characters, and 32 more for capitals. A table, because the
 * processor cannot predict the kind of the next digit.
 */
const hexDigits = new Uint8Array(128).fill(notHex)
for (const digit of '0123456789abcdefABCDEF')
  hexDigits[digit.charCodeAt(0)] = Number.parseInt(digit, 16) | (/[A-F]/.test(digit) ? capital : 0)

const hexOfName = new Map<string, string>()
for (let i = 0; i < namedColors.length; i += 2) hexOfName.set(namedColors[i] ?? '', `#${namedColors[i + 1]}`)

/** Names that are shorter than the hexadecimal notation, by that notation. */
const shortNames = new Map<number, string>()
for (const [name, hex] of hexOfName) {
  const short = hex[1] === hex[2] && hex[3] === hex[4] && hex[5] === hex[6] ? 4 : 7
  if (name.length < short) shortNames.set(Number.parseInt(hex.slice(1), 16), name)
}

/**
 * The shortest form of `#rgb` or `#rrggbb`: `#rgb` if that is possible, or a name if it is shorter still.
 * Null for other characters.
 */
function shortHex(value: string): string | null {
  let number = 0
  let all = 0
  for (let i = 1; i < value.length; i++) {
    const digit = hexDigits[value.charCodeAt(i)] ?? notHex
    all |= digit
    number = number * 16 + (digit & 15)
  }
  if ((all & notHex) > 0) return null
  const hex = (all & capital) > 0 ? value.toLowerCase() : value
  if (hex.length === 4) return number === redInShort ? 'red' : hex
  const name = shortNames.get(number)
  if (name !== undefined) return name
  const isDoubled = ((number >> 4) & doubledDigits) === (number & doubledDigits)
  return isDoubled ? `#${hex[1]}${hex[3]}${hex[5]}` : hex
}

const redInShort = 0xf00
/** The lower digit of each channel. */
const doubledDigits = 0x0f0f0f

const writtenNames: ReadonlyMap<string, string> = new Map<string, string>([
  ...[...hexOfName].map(([name, hex]): [string, string] => [name, shortHex(hex) ?? hex]),
  ['transparent', '#000/0'],
  ['currentColor', 'currentColor'],
])

function writeColor({ rgb, alpha }: Color): string | null {
  const hex = shortHex(`#${rgb.map(hexByte).join('')}`)
  const opacity = formatNumber(Math.min(1, Math.max(0, alpha)), alphaDecimals)
  return opacity === '1' || hex === null ? hex : `${hex}/${opacity}`
}

const hexByte = (channel: number): string =>
  Math.round(Math.min(1, Math.max(0, channel)) * 255)
    .toString(16)
    .padStart(2, '0')

function readColor(value: string, depth: number): Color | null {
  if (value.charCodeAt(0) === hash) return isHexColor(value) ? fromHex(value) : null
  const hex = hexOfName.get(value)
  if (hex !== undefined) return fromHex(hex)
  if (value === 'transparent') return { rgb: [0, 0, 0], alpha: 0 }
  const open = value.indexOf('(')
  if (open < 0 || !value.endsWith(')')) return null
  const name = value.slice(0, open)
  const body = value.slice(open + 1, -1).trim()
  if (name === 'color-mix') return depth < mixesNestedMax ? mixColors(body, depth + 1) : null
  return readFunction(name, body)
}

function fromHex(hex: string): Color {
  const wide = hex.length > 5 ? hex : hex.replace(/[0-9a-f]/gi, '$&$&')
  const byte = (at: number): number => Number.parseInt(wide.slice(at, at + 2), 16) / 255
  return { rgb: [byte(1), byte(3), byte(5)], alpha: wide.length === 9 ? byte(7) : 1 }
}

/**
 * The meaning of a component of a notation: as a number, and the value of 100 % (section 4.2 and the sections
 * of the notations).
 */
type Component = { kind: 'amount'; perNumber: number; full: number } | { kind: 'hue' }

const amount = (perNumber: number, full: number): Component => ({ kind: 'amount', perNumber, full })
const hue: Component = { kind: 'hue' }
const rgbComponents: Component[] = [amount(1 / 255, 1), amount(1 / 255, 1), amount(1 / 255, 1)]
const hsl: Component[] = [hue, amount(1 / 100, 1), amount(1 / 100, 1)]
const unitComponents: Component[] = [amount(1, 1), amount(1, 1), amount(1, 1)]

const notations: ReadonlyMap<string, { components: Component[]; toRgb: (components: Triple) => Triple }> =
  new Map([
    ['rgb', { components: rgbComponents, toRgb: (rgb) => rgb }],
    ['rgba', { components: rgbComponents, toRgb: (rgb) => rgb }],
    ['hsl', { components: hsl, toRgb: fromHsl }],
    ['hsla', { components: hsl, toRgb: fromHsl }],
    ['hwb', { components: hsl, toRgb: fromHwb }],
    ['lab', { components: [amount(1, 100), amount(1, 125), amount(1, 125)], toRgb: fromLab }],
    ['lch', { components: [amount(1, 100), amount(1, 150), hue], toRgb: (lch) => fromLab(fromPolar(lch)) }],
    ['oklab', { components: [amount(1, 1), amount(1, 0.4), amount(1, 0.4)], toRgb: fromOklab }],
    ['oklch', { components: [amount(1, 1), amount(1, 0.4), hue], toRgb: (lch) => fromOklab(fromPolar(lch)) }],
  ])

function readFunction(name: string, body: string): Color | null {
  const items = splitArguments(body)
  if (items === null) return null
  let notation = notations.get(name)
  if (name === 'color') {
    const toRgb = fromSpace.get(items.values.shift() ?? '')
    if (toRgb === undefined) return null
    notation = { components: unitComponents, toRgb }
  }
  if (notation === undefined) return null
  const { values } = items
  // With commas the opacity is the fourth value, without them it follows a slash.
  const opacity = items.alpha ?? (items.commas && values.length === 4 ? values.pop() : undefined)
  if (values.length !== 3) return null
  const numbers = values.map((value, index) => readComponent(value, notation.components[index] ?? hue))
  const alpha = opacity === undefined ? 1 : readComponent(opacity, amount(1, 1))
  const [a, b, c] = numbers
  if (a === null || b === null || c === null || alpha === null) return null
  if (a === undefined || b === undefined || c === undefined) return null
  return { rgb: clampNotation(name, notation.toRgb, [a, b, c]), alpha: Math.min(1, Math.max(0, alpha)) }
}

/** Values beyond a limit, such as a negative saturation, count as the limit (sections 7 to 9). */
function clampNotation(name: string, toRgb: (components: Triple) => Triple, [a, b, c]: Triple): Triple {
  if (name.startsWith('hsl')) return toRgb([a, clamp(b, 1), clamp(c, 1)])
  if (name === 'hwb') return toRgb([a, Math.max(0, b), Math.max(0, c)])
  if (name === 'lab' || name === 'lch') return toRgb([clamp(a, 100), name === 'lch' ? Math.max(0, b) : b, c])
  if (name === 'oklab' || name === 'oklch')
    return toRgb([clamp(a, 1), name === 'oklch' ? Math.max(0, b) : b, c])
  return toRgb([a, b, c])
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value))

function readComponent(text: string, component: Component): number | null {
  if (text === 'none') return 0
  if (component.kind === 'hue') {
    const angle = readQuantity(text, (unit) => degrees.get(unit) ?? null)
    return angle === null || angle.share !== 0 ? null : angle.amount
  }
  const quantity = readQuantity(text, () => null)
  return quantity === null ? null : quantity.amount * component.perNumber + quantity.share * component.full
}

const degrees = new Map([
  ['deg', 1],
  ['rad', 180 / Math.PI],
  ['grad', 0.9],
  ['turn', 360],
])

interface Arguments {
  values: string[]
  alpha: string | undefined
  commas: boolean
}

/** Splits values at blanks or commas, and the value after a slash. */
function splitArguments(body: string): Arguments | null {
  const commas = splitOutside(body, ',')
  if (commas.length > 1) return { values: commas, alpha: undefined, commas: true }
  const [front = '', alpha, ...rest] = splitOutside(body, '/')
  if (rest.length > 0) return null
  return { values: splitOutside(front, ' ').filter((value) => value !== ''), alpha, commas: false }
}

/** Splits outside of parentheses. White space counts as a blank. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i)
    if (character === '(') depth++
    else if (character === ')') depth--
    else if (depth === 0 && (character === separator || (separator === ' ' && /\s/.test(character)))) {
      parts.push(text.slice(from, i).trim())
      from = i + 1
    }
  }
  parts.push(text.slice(from).trim())
  return parts
}

interface Mixing {
  from: (rgb: Triple) => Triple
  to: (components: Triple) => Triple
  /** Index of the hue, which is interpolated in the shorter direction; -1 if there is none. */
  hueAt: number
}

const mixings: ReadonlyMap<string, Mixing> = new Map([
  ['srgb', { from: (rgb: Triple) => rgb, to: (rgb: Triple) => rgb, hueAt: -1 }],
  ['srgb-linear', { from: toLinear, to: fromSpace.get('srgb-linear') ?? ((rgb: Triple) => rgb), hueAt: -1 }],
  ['hsl', { from: toHsl, to: fromHsl, hueAt: 0 }],
  ['oklab', { from: toOklab, to: fromOklab, hueAt: -1 }],
  [
    'oklch',
    {
      from: (rgb: Triple) => toPolar(toOklab(rgb)),
      to: (lch: Triple) => fromOklab(fromPolar(lch)),
      hueAt: 2,
    },
  ],
])

/**
 * `in <space>, <colour> [p%], <colour> [p%]` (CSS Color 5, section 3); spaces that are not listed mix as
 * Oklab does.
 */
function mixColors(body: string, depth: number): Color | null {
  const [method = '', first, second, ...rest] = splitOutside(body, ',')
  if (!/^in\s/.test(method) || first === undefined || second === undefined || rest.length > 0) return null
  const mixing = mixings.get(method.split(/\s+/)[1] ?? '') ?? mixings.get('oklab')
  const one = readPart(first, depth)
  const other = readPart(second, depth)
  if (one === null || other === null || mixing === undefined) return null
  const weightOfOne = one.share ?? (other.share === null ? 0.5 : 1 - other.share)
  const weightOfOther = other.share ?? 1 - weightOfOne
  const sum = weightOfOne + weightOfOther
  if (sum <= 0) return null
  const t = weightOfOther / sum
  const alpha = one.color.alpha * (1 - t) + other.color.alpha * t
  const from = mixing.from(one.color.rgb)
  const to = mixing.from(other.color.rgb)
  // Section 12.2 of Color 4: a grey has no hue of its own, and takes the other's.
  if (mixing.hueAt >= 0) {
    if (isGrey(from)) from[mixing.hueAt] = to[mixing.hueAt] ?? 0
    else if (isGrey(to)) to[mixing.hueAt] = from[mixing.hueAt] ?? 0
  }
  const mixed = from.map((start, index) => {
    const end = to[index] ?? 0
    if (index === mixing.hueAt) return start + (((end - start + 540) % 360) - 180) * t
    // Premultiplied, as section 12.3 of Color 4 asks for.
    return alpha === 0 ? start : (start * one.color.alpha * (1 - t) + end * other.color.alpha * t) / alpha
  })
  const [a = 0, b = 0, c = 0] = mixed
  return { rgb: mixing.to([a, b, c]), alpha: alpha * Math.min(1, sum) }
}

/** For a hue and two more components, of which the second is the amount of colour. */
const isGrey = (components: Triple): boolean => Math.abs(components[1]) < greyMax
const greyMax = 1e-4

function readPart(text: string, depth: number): { color: Color; share: number | null } | null {
  let share: number | null = null
  let rest = text
  for (const word of splitOutside(text, ' ')) {
    if (!/^[\d.]+%$/.test(word)) continue
    share = Number.parseFloat(word) / 100
    rest = text.replace(word, '').trim()
  }
  const color = readColor(rest, depth)
  return color === null ? null : { color, share }
}
