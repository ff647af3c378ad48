import { isSpace, readNumbers, skipSeparator, skipSpaces } from './numbers.ts'

/** `a b c d e f` of SVG: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [number, number, number, number, number, number]

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/** Applies `inner` first, then `outer`. */
export const multiply = (outer: Matrix, inner: Matrix): Matrix => {
  if (outer === IDENTITY) return inner
  if (inner === IDENTITY) return outer
  const [a, b, c, d, e, f] = outer
  const [a2, b2, c2, d2, e2, f2] = inner
  return [
    a * a2 + c * b2,
    b * a2 + d * b2,
    a * c2 + c * d2,
    b * c2 + d * d2,
    a * e2 + c * f2 + e,
    b * e2 + d * f2 + f,
  ]
}

/**
 * The matrix of a `transform` attribute (CSS Transforms 1, "The SVG transform attribute"): null where it is
 * none.
 */
export const readTransform = (value: string): Matrix | null => {
  let matrix = IDENTITY
  if (value === 'none') return matrix
  for (let i = skipSpaces(value, 0); i < value.length; ) {
    const open = value.indexOf('(', i)
    const close = value.indexOf(')', open)
    if (open < 0 || close < 0) return null
    let nameEnd = open
    while (nameEnd > i && isSpace(value.charCodeAt(nameEnd - 1))) nameEnd--
    const numbers = readNumbers(value.slice(open + 1, close))
    const step = numbers === null ? null : matrixOf(value.slice(i, nameEnd), numbers)
    if (step === null) return null
    matrix = multiply(matrix, step)
    i = skipSeparator(value, close + 1)
  }
  return matrix
}

const matrixOf = (name: string, numbers: readonly number[]): Matrix | null => {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers
  const count = numbers.length
  switch (name) {
    case 'matrix':
      return count === 6 ? [a, b, c, d, e, f] : null
    case 'translate':
      return count === 1 || count === 2 ? [1, 0, 0, 1, a, b] : null
    case 'scale':
      return count === 1 || count === 2 ? [a, 0, 0, count === 1 ? a : b, 0, 0] : null
    case 'rotate':
      return count === 1 || count === 3 ? rotationOf(a, b, c) : null
    case 'skewX':
      return count === 1 ? [1, 0, Math.tan(radians(a)), 1, 0, 0] : null
    case 'skewY':
      return count === 1 ? [1, Math.tan(radians(a)), 0, 1, 0, 0] : null
    default:
      return null
  }
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180

const rotationOf = (degrees: number, x: number, y: number): Matrix => {
  const cos = Math.cos(radians(degrees))
  const sin = Math.sin(radians(degrees))
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y]
}
