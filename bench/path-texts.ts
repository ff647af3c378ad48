import { createRandom } from '../tools/random/index.ts'

/** Path data as programs write it, of at least this many characters; different for every seed. */
export type PathText = { name: string; create(chars: number, seed: number): string }

type Piece = (upTo: (max: number, digits: number) => string) => string

const pathTexts: [name: string, start: string, piece: Piece][] = [
  [
    'curves, two digits',
    'M0,0',
    (upTo) => `C${pairs(3, () => upTo(256, 2))}L ${pairs(1, () => upTo(256, 2))}`,
  ],
  [
    'relative curves, three digits',
    'm10 10',
    (upTo) => `c${pairs(3, () => upTo(20, 3))}l-${upTo(9, 1)} ${upTo(9, 1)}`,
  ],
  ['lines, all digits', 'M0,0', (upTo) => `L${pairs(1, () => upTo(900, 13))}`],
  ['lines of a plot', 'M 0 0 ', (upTo) => `L ${upTo(2400, 6)} ${upTo(1200, 6)} \n`],
  ['icons', '', (upTo) => `M12 2a10 10 0 1 0 0 20h${upTo(9, 0)}v.5l3-${upTo(9, 0)}z`],
]

const pairs = (count: number, number: () => string): string =>
  Array.from({ length: count }, () => `${number()},${number()}`).join(' ')

export const listPathTexts = (): PathText[] =>
  pathTexts.map(([name, start, piece]) => ({
    name,
    create(chars, seed) {
      const random = createRandom(seed)
      const parts = [start]
      for (let length = 0; length < chars; length += parts.at(-1)?.length ?? 0)
        parts.push(piece((max, digits) => (random() * max).toFixed(digits)))
      return parts.join('')
    },
  }))
