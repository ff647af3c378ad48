import { scanNumber } from './numbers.ts'

/**
 * The value of an expression: the sum of a plain number or pixels, and of a share of a value that the caller
 * knows (1 is 100 %).
 */
export interface Quantity {
  amount: number
  share: number
  /** Whether it has a unit, `%` included. CSS cannot add a number to a length. */
  measured: boolean
}

/** The size of a unit in the caller's unit; null for an unknown unit. */
export type UnitSize = (unit: string) => number | null

/**
 * Reads a number with or without a unit, or `calc()`, `min()`, `max()`, `clamp()` and similar functions (CSS
 * Values 4, section 10). `min` and `max` of a share and an amount cannot be decided here. Their result is
 * null, as for everything that is not a number.
 */
export function readQuantity(text: string, sizeOf: UnitSize): Quantity | null {
  if (scanNumber(text, 0) === text.length) return plain(Number(text))
  const reader = new MathReader(text, sizeOf)
  const found = reader.value()
  return found !== null && reader.done ? found : null
}

const nestingMax = 16
const charsMax = 1000
const constants = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
])
const functionNames = new Set([
  'calc',
  '-webkit-calc',
  'min',
  'max',
  'clamp',
  'abs',
  'sign',
  'round',
  'mod',
  'rem',
  'hypot',
  'sqrt',
  'pow',
])

class MathReader {
  readonly #text: string
  readonly #sizeOf: UnitSize
  #at = 0
  #depth = 0

  constructor(text: string, sizeOf: UnitSize) {
    this.#text = text.length > charsMax ? '' : text.trim()
    this.#sizeOf = sizeOf
  }

  get done(): boolean {
    return this.#at >= this.#text.length
  }

  /** A number with its unit, a constant, or a function. */
  value(): Quantity | null {
    const end = scanNumber(this.#text, this.#at)
    if (end >= 0) return this.#measure(end)
    const sign = this.#take('-') ? -1 : this.#take('+') ? 1 : 0
    const name = this.#word()
    if (this.#text[this.#at] !== '(') {
      const constant = constants.get(name)
      return constant === undefined || this.#depth === 0 ? null : plain(constant * (sign || 1))
    }
    if (sign !== 0 || (name === '' ? this.#depth === 0 : !functionNames.has(name))) return null
    if (++this.#depth > nestingMax) return null
    this.#at++
    const parts: Quantity[] = []
    do {
      this.#blanks()
      const part = this.#sum()
      if (part === null) return null
      parts.push(part)
      this.#blanks()
    } while (this.#take(','))
    if (!this.#take(')')) return null
    this.#depth--
    return apply(name, parts)
  }

  #measure(end: number): Quantity | null {
    const amount = Number(this.#text.slice(this.#at, end))
    this.#at = end
    if (this.#take('%')) return { amount: 0, share: amount / 100, measured: true }
    const unit = this.#word()
    if (unit === '') return plain(amount)
    const size = this.#sizeOf(unit)
    return size === null ? null : { amount: amount * size, share: 0, measured: true }
  }

  #sum(): Quantity | null {
    let total = this.#product()
    while (total !== null) {
      const before = this.#at
      this.#blanks()
      const sign = this.#text[this.#at] === '+' ? 1 : this.#text[this.#at] === '-' ? -1 : 0
      // The blanks distinguish a sum from two numbers.
      if (sign === 0 || before === this.#at || !/\s/.test(this.#text[this.#at + 1] ?? '')) {
        this.#at = before
        return total
      }
      this.#at++
      this.#blanks()
      const next = this.#product()
      if (next === null || next.measured !== total.measured) return null
      total = {
        amount: total.amount + sign * next.amount,
        share: total.share + sign * next.share,
        measured: total.measured,
      }
    }
    return null
  }

  #product(): Quantity | null {
    let total = this.value()
    while (total !== null) {
      const before = this.#at
      this.#blanks()
      const times = this.#take('*')
      if (!times && !this.#take('/')) {
        this.#at = before
        return total
      }
      this.#blanks()
      const next = this.value()
      if (next === null) return null
      if (times && !next.measured) total = scaled(total, next.amount)
      else if (times && !total.measured) total = scaled(next, total.amount)
      else if (!times && !next.measured && next.amount !== 0) total = scaled(total, 1 / next.amount)
      else return null
    }
    return null
  }

  #blanks(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false
    this.#at++
    return true
  }

  #word(): string {
    const start = this.#at
    while (/[a-z-]/i.test(this.#text[this.#at] ?? '')) this.#at++
    return this.#text.slice(start, this.#at).toLowerCase()
  }
}

const plain = (amount: number): Quantity => ({ amount, share: 0, measured: false })

const scaled = ({ amount, share, measured }: Quantity, by: number): Quantity => ({
  amount: amount * by,
  share: share * by,
  measured,
})

function apply(name: string, parts: Quantity[]): Quantity | null {
  const [first] = parts
  if (first === undefined) return null
  if (name === '' || name.endsWith('calc')) return parts.length === 1 ? first : null
  const onlyShares = parts.every(({ amount }) => amount === 0)
  if (!onlyShares && parts.some(({ share }) => share !== 0)) return null
  const values = parts.map(({ amount, share }) => (onlyShares ? share : amount))
  const result = compute(name, values)
  if (result === null || !Number.isFinite(result)) return null
  return onlyShares ? { amount: 0, share: result, measured: true } : { ...first, amount: result }
}

function compute(name: string, values: readonly number[]): number | null {
  const [a = 0, b = 0, c = 0] = values
  switch (name) {
    case 'min':
      return Math.min(...values)
    case 'max':
      return Math.max(...values)
    case 'hypot':
      return Math.hypot(...values)
    case 'clamp':
      return values.length === 3 ? Math.max(a, Math.min(b, c)) : null
    case 'abs':
      return values.length === 1 ? Math.abs(a) : null
    case 'sign':
      return values.length === 1 ? Math.sign(a) : null
    case 'sqrt':
      return values.length === 1 ? Math.sqrt(a) : null
    case 'pow':
      return values.length === 2 ? a ** b : null
    case 'round':
      return values.length === 2 && b !== 0 ? Math.round(a / b) * b : null
    case 'mod':
      return values.length === 2 && b !== 0 ? a - b * Math.floor(a / b) : null
    default:
      return values.length === 2 && b !== 0 ? a % b : null
  }
}
