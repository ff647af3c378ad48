import { type ArtNode, element } from '../art/tree.ts'
import type { Mood } from '../plan/scene-plan.ts'
import { isArabic, shapeArabic } from './arabic.ts'
import type { Face, FaceName } from './face.ts'

/** Text as outlines: one path per letter, the baseline of the first line at 1000. */
export type Lettered = {
  nodes: ArtNode[]
  width: number
  height: number
  /** Letters that no face has. */
  missing: string[]
}

export type FaceReader = (name: FaceName) => Face

const lineHeight = 1180
/** A line longer than this many letters is broken, if it has a space. */
const lineCharsMax = 12

/** Sets a text in lines of about the same length, centred. */
export function letterText(readFace: FaceReader, text: string, mood: Mood, fill: string): Lettered {
  const missing = new Set<string>()
  const lines = breakLines(text).map((line) => setLine(readFace, line, mood, missing))
  const width = Math.max(1, ...lines.map((line) => line.width))
  const nodes = lines.flatMap(({ glyphs, width: own }, at) =>
    glyphs.map(({ x, d }) =>
      element('path', {
        fill,
        d,
        transform: `translate(${Math.round(x + (width - own) / 2)} ${at * lineHeight + 1000})`,
      }),
    ),
  )
  return { nodes, width, height: (lines.length - 1) * lineHeight + 1000, missing: [...missing] }
}

function breakLines(text: string): string[] {
  const words = text.trim().split(/\s+/)
  const length = words.join(' ').length
  if (words.length === 1 || length <= lineCharsMax) return [words.join(' ')]
  const wanted = Math.max(...words.map((word) => word.length), Math.sqrt(length * 7))
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= wanted)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** The glyphs of one line from left to right, in thousandths of the em. */
export function setLine(readFace: FaceReader, line: string, mood: Mood, missing: Set<string>) {
  const arabic = isArabic(line)
  const faces = (arabic ? (['arabic', mood, 'plain'] as const) : ([mood, 'plain', 'playful'] as const)).map(
    (name) => readFace(name),
  )
  const keys = arabic ? shapeArabic(line) : [...line.normalize('NFC')]
  const glyphs: { x: number; d: string; advance: number }[] = []
  let x = 0
  keys.forEach((key, at) => {
    const face = faces.find((one) => one.glyphs[key])
    const glyph = face?.glyphs[key]
    if (!face || !glyph) {
      if (key.trim() !== '') missing.add(key)
      x += 300
      return
    }
    const [advance, d] = glyph
    if (at > 0) x += face.kerning[`${keys[at - 1]}${key}`] ?? 0
    if (d !== '') glyphs.push({ x, d, advance })
    x += advance
  })
  return { glyphs, width: x }
}
