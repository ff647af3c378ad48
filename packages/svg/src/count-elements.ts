import { primitiveDraws } from './expansion.ts'
import type { SvgLimits } from './limits.ts'
import { type RejectionCode, refuse } from './report.ts'

/**
 * Counts tags before the parser runs, so that a document with too many elements is refused at a hundredth of
 * the cost of parsing it. It counts only what is cheap to count. The later passes count exactly, so nothing
 * can evade the limits.
 */
export function checkElementCounts(source: string, limits: SvgLimits): void {
  if (!mayHoldTooMany(source, limits)) return
  let elements = 0
  let uses = 0
  let resources = 0
  let stops = 0
  for (let at = source.indexOf('<'); at >= 0; at = source.indexOf('<', at)) {
    const next = source.charCodeAt(at + 1)
    if (next === exclamation || next === question) {
      at = endOfAside(source, at)
      if (at < 0) return
      continue
    }
    const nameStart = at + 1
    at += 1
    if (!isLetter(next)) continue
    if (++elements > limits.elementsMax) tooMany('too_many_elements', limits.elementsMax, 'elements')
    const kind = kindOfName(source, nameStart)
    stops = kind === 'stop' ? stops + 1 : 0
    if (kind === 'use') uses++
    if (kind === 'resource') resources++
    if (stops > limits.stopsMax) tooMany('too_many_stops', limits.stopsMax, 'stops in a gradient')
    if (uses > limits.usesMax) tooMany('expansion_too_large', limits.usesMax, 'uses')
    if (resources > limits.resourcesMax)
      tooMany('expansion_too_large', limits.resourcesMax, 'gradients, patterns, filters and the like')
  }
  countFiltered(source, filteredMax(limits))
}

/**
 * Maximum of elements with a filter. With more, even filters with one primitive each are too expensive to
 * draw.
 */
export const filteredMax = ({ drawnMax }: SvgLimits): number => Math.floor(drawnMax / primitiveDraws)

/** Whether the source is long enough for the shortest tags. Only stops may be too many in a short one. */
const mayHoldTooMany = (source: string, limits: SvgLimits): boolean =>
  source.length > limits.elementsMax * '<a'.length ||
  source.length > limits.usesMax * '<use'.length ||
  source.length > limits.resourcesMax * '<mask'.length ||
  source.length > filteredMax(limits) * shortestFilter.length ||
  countOf(source, '<stop') + countOf(source, ':stop') > limits.stopsMax

function countOf(source: string, text: string): number {
  let count = 0
  for (let at = source.indexOf(text); at >= 0; at = source.indexOf(text, at + text.length)) count++
  return count
}

const shortestFilter = 'filter:url('
const exclamation = 33
const question = 63
const colon = 58
const nameCharsMax = 40
const resourceNames = [
  'linearGradient',
  'radialGradient',
  'pattern',
  'clipPath',
  'mask',
  'marker',
  'filter',
  'symbol',
]
type Kind = 'use' | 'stop' | 'resource'
const kinds: ReadonlyMap<string, Kind> = new Map([
  ['use', 'use'],
  ['stop', 'stop'],
  ...resourceNames.map((name): [string, 'resource'] => [name, 'resource']),
])
/** Whether a name of `kinds` has a first letter and a length, at the index of both. */
const isKindPossible = new Uint8Array(32 * 64)
const indexOfKind = (first: number, length: number): number => ((first & 31) << 6) | length
for (const name of kinds.keys()) isKindPossible[indexOfKind(name.charCodeAt(0), name.length)] = 1

const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122

/** What is counted of a tag, by its name without the prefix. */
function kindOfName(source: string, start: number): Kind | undefined {
  let from = start
  let end = start
  const limit = Math.min(start + nameCharsMax, source.length)
  for (; end < limit; end++) {
    const code = source.charCodeAt(end)
    if (code === colon) from = end + 1
    else if (!isLetter(code)) break
  }
  // Most names are those of shapes, of which nothing is counted.
  return isKindPossible[indexOfKind(source.charCodeAt(from), end - from)] === 1
    ? kinds.get(source.slice(from, end))
    : undefined
}

/** The index after a comment, a CDATA section, an instruction or a document type; -1 if it never ends. */
function endOfAside(source: string, at: number): number {
  if (source.startsWith('<!--', at)) return source.indexOf('-->', at + 4)
  if (source.startsWith('<![CDATA[', at)) return source.indexOf(']]>', at + 9)
  return at + 2
}

function countFiltered(source: string, most: number): void {
  // Most pictures are too short for so many of the shortest reference.
  if (source.length <= most * shortestFilter.length || !source.includes('filter')) return
  const references = /\bfilter\s{0,9}[=:]\s{0,9}["']?\s{0,9}url\(/g
  for (let count = 0; references.test(source); count++)
    if (count >= most) tooMany('expansion_too_large', most, 'filtered elements')
}

const tooMany = (code: RejectionCode, most: number, what: string): never =>
  refuse(code, `The document has more than ${most} ${what}.`)
