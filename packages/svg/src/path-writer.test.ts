import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNumber } from './numbers.ts'
import { scanPath } from './path-data.ts'
import { writePath, writePoints } from './path-writer.ts'

const written = (text: string, decimals = 3) => writePath(text, decimals)?.text ?? null

describe('path data is written short', () => {
  it.each([
    ['M 10 , 20 L 30 , 40', 'M10 20 30 40'],
    ['M0 0L9 9Z', 'M0 0 9 9z'],
    ['M0 0L9 9Z x', 'M0 0 9 9z'],
    ['M0 0L9 9Z ', 'M0 0 9 9z'],
    ['m 5 5 L 6 6 l 1 1', 'M5 5 6 6 7 7'],
    ['M100 100L101 101L102 103', 'm100 100 1 1 1 2'],
    ['M100.5 100.5L101 101', 'm100.5 100.5.5.5'],
    ['M0.50 -0.50L+1.0e1 1E-1', 'M.5-.5 10 .1'],
    ['M1 1L5 1L5 7L1.5 1', 'M1 1H5V7L1.5 1'],
    ['M0 0H0V0z', 'M0 0H0 0z'],
    ['M50 50V50V48', 'M50 50v0-2'],
    ['M50 50v1V51H48', 'M50 50v1h0-2'],
    ['M50 50h5l0 0 0 0 0-2', 'M50 50h5v0 0-2'],
    ['M0 0M5 5M6 6', 'M0 0M5 5M6 6'],
    ['M1 1z l2 2', 'M1 1zL3 3'],
    ['M0 0C1 1 2 2 3 3C4 4 5 6 7 8', 'M0 0C1 1 2 2 3 3S5 6 7 8'],
    ['M9 9C9 9 1 2 3 4', 'M9 9S1 2 3 4'],
    ['M0 0S1 1 2 2L3 3S4 5 6 6', 'M0 0S1 1 2 2L3 3S4 5 6 6'],
    ['M0 0Q1 2 3 4Q5 6 8 8', 'M0 0Q1 2 3 4T8 8'],
    ['M0 0Q1 2 3 4T8 8T1 2', 'M0 0Q1 2 3 4T8 8 1 2'],
    ['M0 0T8 8', 'M0 0T8 8'],
    ['M0 0C1 1 2 2 3 3Q4 4 9 8', 'M0 0C1 1 2 2 3 3Q4 4 9 8'],
    ['M0 0A 5 , 5 0 1 , 0 9 9', 'M0 0A5 5 0 109 9'],
    ['M0 0A5 5 30 1 0 9 9', 'M0 0A5 5 0 109 9'],
    ['M0 0A5 6 30.5 1 0 .5 9A5 6 30.5 0 1 1 1', 'M0 0A5 6 30.5 10.5 9 5 6 30.5 011 1'],
    ['M0 0A5 5 0 0019 9', 'M0 0A5 5 0 0019 9'],
    ['M0-0L-0 5', 'M0 0V5'],
    ['M12345.678 0L12346.678 1', 'm12345.678 0 1 1'],
    ['M1234567 100000000L0 0', 'M1234567 100000000 0 0'],
  ])('%s', (source, short) => {
    expect(written(source)).toBe(short)
  })

  it.each(['', ' ', 'L1 1', 'M', 'M1', 'M1 x', 'é', 'M,1 2'])('of %j draws nothing', (source) => {
    expect(written(source)).toBeNull()
  })

  it('ends where a character or a number cannot be read', () => {
    for (const tail of [
      'é',
      '\u0130',
      '\u0000',
      'L1e39 1',
      `L${'9'.repeat(60)} 1`,
      'L1em',
      'z1 2',
      ',',
      '😀1',
    ])
      expect(written(`M0 0L5 6${tail}`)?.replace(/z$/, ''), tail).toBe('M0 0 5 6')
  })

  it('counts the vertices that scanning counts', () => {
    expect(writePath('M0 0H1V2zM1 1', 3)).toEqual({ text: 'M0 0H1V2zM1 1', vertices: 5 })
  })
})

describe('positions are rounded', () => {
  it('where they are, however many relative commands lead there', () => {
    expect(written('M0 0l.3333 5l.3333 5l.3333 5l.3333 5', 1)).toBe('m0 0 .3 5 .4 5 .3 5 .3 5')
  })

  it('with lines that become level and curves that become smooth on the grid', () => {
    expect(written('M0 0L50 .04L.04 50', 1)).toBe('M0 0H50L0 50')
    expect(written('M0 0C0 5 5 9.99 9 9C13.01 8.01 20 20 30 30', 1)).toBe('M0 0C0 5 5 10 9 9S20 20 30 30')
  })

  it('on a finer grid where short legs would turn', () => {
    expect(written('M0 0L.0123 .0101L5 5', 3)).toBe('M0 0 .0123.0101 5 5')
    expect(written('M0 0C.0012 .0004 5 5 9 9', 3)).toBe('M0 0C.0012.0004 5 5 9 9')
    expect(written('M0 0L5 5 .0004 .0001z', 3)).toBe('M0 0 5 5 .0004.0001z')
    expect(written('M.12345 1l.012 .01', 3)).toBe('m.123 1 .012.01')
  })

  it('and segments without length stay so, and others keep a length', () => {
    expect(written('M.12345 1h0l5 5', 2)).toBe('M.12 1h0l5 5')
    expect(written('M5 5l.0004 0', 2)).toBe('M5 5h.0004')
    expect(written('M5.0049999 5l.0000001 0l5 5', 2)).toBe('M5.01 5h0l5 5')
  })

  it('on a finer grid where an arc would bend or move', () => {
    // Half a circle: its centre leaves the chord as soon as the radius is longer than half of it.
    expect(written('M0 0A10.0004 10.0004 0 0 1 20.0008 0', 3)).toBe('M0 0A10.0004 10.0004 0 0120.0008 0')
    expect(written('M.0004 0a10 10 0 0 1 20 0', 3)).toBe('M0 0A10 10 0 0120 0')
    expect(written('M0 0A10.0004 10.0004 0 0 1 10.0004 10.0004', 3)).toBe('M0 0A10 10 0 0110 10')
    // Nearly a whole circle: the direction of its chord says where it lies.
    expect(written('M0 0A50 50 0 1 1 .0304 .0202', 3)).toBe('M0 0A50 50 0 11.0304.0202')
  })

  it('not at all where no grid can hold them', () => {
    expect(written('M 1e20 , 0 L 1 1 x')).toBe('M 1e20 , 0 L 1 1')
    expect(written('M0 0A1e-9 1e-9 0 0 1 5 5', 3)).toBe('M0 0A1e-9 1e-9 0 0 1 5 5')
    expect(written(' M 0.12345678 1 x', 7)).toBe('M 0.12345678 1')
  })
})

describe('points are written short', () => {
  it.each([
    ['1,2 3,4', '1 2 3 4'],
    [' 1.50, 2.500 , -3 -4.0001 ', '1.5 2.5 -3 -4'],
    ['1,2 3,4 5', '1 2 3 4'],
    ['1,2 x', '1 2'],
    ['0.5 0.5 -0.25 1e1', '.5 .5 -.25 10'],
    ['0 0 .0012 .0004', '0 0 .0012 .0004'],
    ['1e20 , 0 x', '1e20 , 0'],
  ])('%s', (source, short) => {
    expect(writePoints(source, 3)?.text).toBe(short)
    expect(writePoints(short, 3)?.text).toBe(short)
  })

  it('counts pairs', () => {
    expect(writePoints('1 2 3 4 5', 3)?.vertices).toBe(2)
    expect(writePoints('1', 3)).toBeNull()
  })
})

describe('a number alone', () => {
  it.each([
    [0, 3, '0'],
    [-0.0001, 3, '0'],
    [0.5, 3, '.5'],
    [-0.25, 1, '-.3'],
    [1.0005, 3, '1.001'],
    [1200, 0, '1200'],
    [0.05, 2, '.05'],
    [1e21, 3, '1000000000000000000000'],
    [1.5e-7, 6, '0'],
    [12345678.1, 9, '12345678.1'],
    [-3e38, 3, `-${BigInt(3e38)}`],
  ])('%d to %d digits is %s', (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text)
  })

  it('is within half a step and written again the same', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.nat(9), (value, decimals) => {
        const text = formatNumber(value, decimals)
        expect(text).toMatch(/^(?:0|-?(?:[1-9]\d*)?(?:\.\d*[1-9])?)$/)
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(
          0.5 * 10 ** -decimals + 1e-6 * 10 ** -decimals + Math.abs(value) * 4e-16,
        )
        expect(formatNumber(Number(text), decimals)).toBe(text)
      }),
    )
  })
})

interface Segment {
  kind: string
  /** Positions: control points and the end. */
  positions: number[]
  /** Of an arc. */
  shape: number[]
}

const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y
const blank = /[ \t\r\n\f]*/y
const between = /[ \t\r\n\f]*,?[ \t\r\n\f]*/y

/** Another reader of path data, slow and plain. */
function parsePath(text: string): Segment[] {
  const segments: Segment[] = []
  let at = 0
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found !== null) at = pattern.lastIndex
    return found === null ? null : found[0]
  }
  const takeNumber = (): number => {
    const value = Number(take(NUMBER) ?? Number.NaN)
    if (!(Math.abs(value) <= 3.4e38)) throw new RangeError('no number')
    return value
  }
  const takeNumbers = (count: number, isFirst = true): number[] =>
    Array.from({ length: count }, (_, n) => {
      if (n > 0 || !isFirst) take(between)
      return takeNumber()
    })
  const takeFlag = (): number => {
    take(between)
    const flag = take(/[01]/y)
    if (flag === null) throw new RangeError('no flag')
    return Number(flag)
  }
  let pen = [0, 0]
  let start = [0, 0]
  let control: number[] | null = null
  let before = ''
  let command = ''
  try {
    for (;;) {
      take(blank)
      const letter = take(/[MLHVCSQTAZ]/iy)
      if (letter !== null) {
        command = letter
        take(blank)
      } else {
        if (command === '' || /z/i.test(command) || at >= text.length) break
        command = { M: 'L', m: 'l' }[command] ?? command
        take(/,?[ \t\r\n\f]*/y)
      }
      if (segments.length === 0 && !/m/i.test(command)) break
      const kind = command.toUpperCase()
      const isRelative = command !== kind
      const [x = 0, y = 0] = pen
      const absolute = (numbers: number[]) =>
        numbers.map((value, n) => value + (isRelative ? (n % 2 === 0 ? x : y) : 0))
      const mirrored =
        before === { S: 'C', T: 'Q' }[kind] && control !== null
          ? [2 * x - (control[0] ?? 0), 2 * y - (control[1] ?? 0)]
          : [x, y]
      let shape: number[] = []
      let positions: number[]
      if (kind === 'Z') positions = start
      else if (kind === 'H') positions = [takeNumber() + (isRelative ? x : 0), y]
      else if (kind === 'V') positions = [x, takeNumber() + (isRelative ? y : 0)]
      else if (kind === 'A') {
        shape = [...takeNumbers(3), takeFlag(), takeFlag()]
        positions = absolute(takeNumbers(2, false))
      } else if (kind === 'S' || kind === 'T')
        positions = [...mirrored, ...absolute(takeNumbers(kind === 'S' ? 4 : 2))]
      else positions = absolute(takeNumbers({ M: 2, L: 2, C: 6, Q: 4 }[kind] ?? 0))
      pen = positions.slice(-2)
      if (kind === 'M') start = pen
      before = { H: 'L', V: 'L', S: 'C', T: 'Q' }[kind] ?? kind
      control = positions.slice(-4, -2)
      segments.push({ kind: before, positions, shape })
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return segments
}

const numberText = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.integer({ min: -9999, max: 9999 }), fc.nat(4))
      .map(([n, d]) => (n / 10 ** d).toFixed(d)),
  },
  { weight: 3, arbitrary: fc.double({ min: -1000, max: 1000, noNaN: true }).map(String) },
  { weight: 2, arbitrary: fc.integer({ min: -30, max: 30 }).map((n) => String(n / 100_000)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '0',
      '-0',
      '.5',
      '5.',
      '+1',
      '1e3',
      '1e-9',
      '-2.5E2',
      '1e12',
      '123456789.125',
      '1e20',
      '3e38',
      '0.000000000000000000000000000001',
      '1234567890123456789',
    ),
  },
)
const separatorText = fc.constantFrom(' ', ',', ' , ', '\n')
const flagText = fc.constantFrom('0', '1', '0 ', '1,')
const joined = (count: number, number = numberText) =>
  fc.array(fc.tuple(number, separatorText), { minLength: count, maxLength: count }).map((list) =>
    list
      .flat()
      .join('')
      .replace(/[ ,\n]+$/, ''),
  )
const commandText = (number = numberText) =>
  fc.oneof(
    ...(
      [
        ['MmLlTt', 2],
        ['HhVv', 1],
        ['SsQq', 4],
        ['Cc', 6],
      ] as const
    ).map(([letters, arity]) =>
      fc
        .tuple(fc.constantFrom(...letters), fc.array(joined(arity, number), { minLength: 1, maxLength: 3 }))
        .map(([letter, groups]) => letter + groups.join(' ')),
    ),
    fc
      .tuple(fc.constantFrom('A', 'a'), joined(3, number), flagText, flagText, joined(2, number))
      .map(([letter, shape, large, sweep, end]) => `${letter}${shape} ${large}${sweep}${end}`),
    fc.constantFrom('z', 'Z'),
  )
const pathText = fc
  .tuple(
    fc.constantFrom('M', 'm', ' M '),
    joined(2),
    fc.array(commandText(), { maxLength: 12 }),
    fc.constantFrom('', ' ', 'x', ' L', 'L1', ',', 'z5', 'a1 1 0 2 1 3 3', '1e99 1'),
  )
  .map(([letter, first, rest, tail]) => letter + first + rest.join('') + tail)
const runs = { numRuns: 1000 }

describe('every path', () => {
  it('does not change when it is written again', () => {
    fc.assert(
      fc.property(pathText, fc.nat(8), (source, decimals) => {
        const once = written(source, decimals)
        expect(written(once ?? '', decimals)).toBe(once)
      }),
      runs,
    )
  })

  it('keeps its segments, each position within half a step', () => {
    fc.assert(
      fc.property(pathText, fc.nat(6), (source, decimals) => {
        const before = parsePath(source)
        const result = writePath(source, decimals)
        const after = parsePath(result?.text ?? '')
        expect(result?.vertices ?? 0).toBe(before.length)
        expect(scanPath(source).vertices).toBe(before.length)
        expect(after.map(({ kind }) => kind)).toEqual(before.map(({ kind }) => kind))
        // Positions are rounded to the fine grid first.
        const step = 0.5005 * 10 ** -decimals
        before.forEach(({ positions, shape }, n) => {
          const other = after[n] ?? { positions: [], shape: [] }
          positions.forEach((value, k) => {
            expect(Math.abs((other.positions[k] ?? Number.NaN) - value)).toBeLessThanOrEqual(
              step + tolerance(before),
            )
          })
          shape.slice(0, 2).forEach((value, k) => {
            expect(Math.abs((other.shape[k] ?? Number.NaN) - value)).toBeLessThanOrEqual(step + 1e-12)
          })
          expect(other.shape.slice(3)).toEqual(shape.slice(3))
          if (shape.length > 0 && other.shape[0] !== other.shape[1])
            expect(Math.abs((other.shape[2] ?? Number.NaN) - (shape[2] ?? 0))).toBeLessThanOrEqual(1e-8)
        })
      }),
      runs,
    )
  })

  it('of four level and upright lines does not become longer', () => {
    const lines = [...'hvHV'].flatMap((letter) => ['0', '-2', '1', '.5'].map((end) => ({ letter, end })))
    let paths = [{ text: 'M1 1', last: '' }]
    for (let n = 0; n < 4; n++)
      paths = paths.flatMap(({ text, last }) =>
        lines.map(({ letter, end }) => ({
          text: `${text}${letter === last ? ' ' : letter}${end}`,
          last: letter,
        })),
      )
    const longer = paths
      .map(({ text }) => tighten(text))
      .filter((source) => (written(source, 2)?.length ?? 0) > source.length)
    expect(longer).toEqual([])
  })

  it('does not become longer if its positions are on the grid', () => {
    const gridNumber = fc
      .tuple(fc.integer({ min: -5000, max: 5000 }), fc.nat(2))
      .map(([n, d]) => formatNumber(n / 10 ** d, 2))
    const tightPath = fc
      .array(commandText(gridNumber), { maxLength: 12 })
      .map((rest) => tighten(`M1 1${rest.join('')}`))
    fc.assert(
      fc.property(tightPath, (source) => {
        expect(written(source, 2)?.length).toBeLessThanOrEqual(source.length)
      }),
      runs,
    )
  })
})

/** The error of this test's reader, which adds fractions. */
const tolerance = (segments: Segment[]): number =>
  1e-9 +
  1e-14 * Math.max(0, ...segments.flatMap(({ positions }) => positions.map(Math.abs))) * segments.length

/** Removes unnecessary separators, as an ideal program would. */
const tighten = (source: string): string =>
  source.replace(/[ ,\n]+/g, ' ').replace(/ (?=-)|(?<=\.\d+) (?=\.)|(?<=[a-z]) | (?=[a-z])/gi, '')
