/**
 * Colour arithmetic in OKLCH, where equal steps look equal: lightness 0..1, chroma 0..~0.37, hue in degrees.
 * Conversion constants: Björn Ottosson, "A perceptual color space for image processing" (2020).
 */
export type Lch = { l: number; c: number; h: number }

export function readHex(text: string): Readonly<Lch> | undefined {
  if (read.has(text)) return read.get(text)
  if (read.size >= readMax) read.clear()
  const colour = parseHex(text)
  read.set(text, colour)
  return colour
}

/** Pictures have the same colours again and again. */
const read = new Map<string, Lch | undefined>()
const readMax = 2_000

function parseHex(text: string): Lch | undefined {
  const match = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)
  const digits = match?.[1]
  if (!digits) return undefined
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits
  const channel = (at: number) => linearOfByte[Number.parseInt(full.slice(at, at + 2), 16)] ?? 0
  return lchOfLinear(channel(0), channel(2), channel(4))
}

/** Writes `#rrggbb`; colours outside sRGB lose chroma until they fit, keeping lightness and hue. */
export function writeHex(colour: Lch): string {
  const l = clamp(colour.l, 0, 1)
  let c = Math.max(0, colour.c)
  let rgb = linearOf({ l, c, h: colour.h })
  for (let step = 0; step < 24 && !rgb.every(fits); step++) {
    c *= 0.9
    rgb = linearOf({ l, c, h: colour.h })
  }
  return `#${rgb.map((value) => byteHex(toGamma(clamp(value, 0, 1)))).join('')}`
}

export function mixHex(from: string, to: string, share: number): string {
  const a = readHex(from)
  const b = readHex(to)
  if (!a || !b) return from
  // Colours are mixed in the plane of hue and chroma, not along the hue circle: two distant hues give a grey
  // and never a third hue.
  const [ax, ay] = onPlane(a)
  const [bx, by] = onPlane(b)
  const x = ax + (bx - ax) * share
  const y = ay + (by - ay) * share
  return writeHex({ l: a.l + (b.l - a.l) * share, c: Math.hypot(x, y), h: degrees(Math.atan2(y, x)) })
}

export function shiftHex(hex: string, change: { l?: number; c?: number; h?: number }): string {
  const colour = readHex(hex)
  if (!colour) return hex
  return writeHex({
    l: clamp(colour.l + (change.l ?? 0), 0, 1),
    c: colour.c * (change.c ?? 1),
    h: colour.h + (change.h ?? 0),
  })
}

/** Shortest distance between two hues, 0..180 degrees. */
export function hueDistance(a: number, b: number): number {
  const turn = Math.abs(a - b) % 360
  return turn > 180 ? 360 - turn : turn
}

/** WCAG 2 contrast ratio, 1..21. */
export function contrastOf(a: string, b: string): number {
  const [first, second] = [luminanceOf(a), luminanceOf(b)]
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05)
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

function luminanceOf(hex: string): number {
  const colour = readHex(hex)
  if (!colour) return 0
  const [r, g, b] = linearOf(colour)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function lchOfLinear(r: number, g: number, b: number): Lch {
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const l = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short
  const x = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short
  const y = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short
  return { l, c: Math.hypot(x, y), h: degrees(Math.atan2(y, x)) }
}

function linearOf(colour: Lch): [number, number, number] {
  const [x, y] = onPlane(colour)
  const long = (colour.l + 0.3963377774 * x + 0.2158037573 * y) ** 3
  const medium = (colour.l - 0.1055613458 * x - 0.0638541728 * y) ** 3
  const short = (colour.l - 0.0894841775 * x - 1.291485548 * y) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
}

function onPlane({ c, h }: Lch): [number, number] {
  return [c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)]
}

function degrees(radians: number): number {
  return ((radians * 180) / Math.PI + 360) % 360
}

function fits(value: number): boolean {
  return value >= -0.0005 && value <= 1.0005
}

function toLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

const linearOfByte = Float64Array.from({ length: 256 }, (_, byte) => toLinear(byte / 255))

function toGamma(value: number): number {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055
}

function byteHex(value: number): string {
  return Math.round(value * 255)
    .toString(16)
    .padStart(2, '0')
}
