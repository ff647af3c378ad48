/**
 * Reads SVG path data (SVG 2, chapter 9) and reports points along the outline: ends of segments and samples
 * of curves. It stops at invalid data, as renderers do. Every drawing and landscape goes through it, so it
 * reads without intermediate lists.
 */
export function walkPath(
  data: string,
  report: (x: number, y: number) => void,
  /**
   * Called for each move command with the position of its letter in the data, the end of its numbers, and the
   * point.
   */
  reportMove?: (move: { from: number; to: number; relative: boolean; x: number; y: number }) => void,
): void {
  const reader = new PathReader(data)
  let x = 0
  let y = 0
  let startX = 0
  let startY = 0
  // The last control point, for the smooth commands that mirror it.
  let controlX = 0
  let controlY = 0
  let isAfterCubic = false
  for (let command = reader.command(); command !== none; command = reader.next(command)) {
    const relative = command >= lowerA
    const baseX = relative ? x : 0
    const baseY = relative ? y : 0
    const from = reader.at - 1
    let isCubic = false
    switch (command & upperMask) {
      case letter.Z:
        x = startX
        y = startY
        break
      case letter.M: {
        const a = reader.number()
        const b = reader.number()
        if (isMissing(a) || isMissing(b)) return
        x = baseX + a
        y = baseY + b
        reportMove?.({ from, to: reader.at, relative, x, y })
        report(x, y)
        startX = x
        startY = y
        break
      }
      case letter.L:
      case letter.T: {
        const a = reader.number()
        const b = reader.number()
        if (isMissing(a) || isMissing(b)) return
        x = baseX + a
        y = baseY + b
        report(x, y)
        break
      }
      case letter.H: {
        const a = reader.number()
        if (isMissing(a)) return
        x = baseX + a
        report(x, y)
        break
      }
      case letter.V: {
        const a = reader.number()
        if (isMissing(a)) return
        y = baseY + a
        report(x, y)
        break
      }
      case letter.C:
      case letter.S: {
        isCubic = true
        let firstX = x
        let firstY = y
        if ((command & upperMask) === letter.C) {
          const a = reader.number()
          const b = reader.number()
          if (isMissing(a) || isMissing(b)) return
          firstX = baseX + a
          firstY = baseY + b
        } else if (isAfterCubic) {
          firstX = 2 * x - controlX
          firstY = 2 * y - controlY
        }
        const c = reader.number()
        const d = reader.number()
        const e = reader.number()
        const f = reader.number()
        if (isMissing(c) || isMissing(d) || isMissing(e) || isMissing(f)) return
        controlX = baseX + c
        controlY = baseY + d
        const endX = baseX + e
        const endY = baseY + f
        for (const [k0, k1, k2, k3] of cubicWeights)
          report(
            k0 * x + k1 * firstX + k2 * controlX + k3 * endX,
            k0 * y + k1 * firstY + k2 * controlY + k3 * endY,
          )
        x = endX
        y = endY
        report(x, y)
        break
      }
      case letter.Q: {
        const a = reader.number()
        const b = reader.number()
        const c = reader.number()
        const d = reader.number()
        if (isMissing(a) || isMissing(b) || isMissing(c) || isMissing(d)) return
        report((x + 2 * (baseX + a) + baseX + c) / 4, (y + 2 * (baseY + b) + baseY + d) / 4)
        x = baseX + c
        y = baseY + d
        report(x, y)
        break
      }
      case letter.A: {
        const rx = reader.number()
        const ry = reader.number()
        const turn = reader.number()
        const large = reader.flag()
        const sweep = reader.flag()
        const f = reader.number()
        const g = reader.number()
        if ([rx, ry, turn, large, sweep, f, g].some(isMissing)) return
        const endX = baseX + f
        const endY = baseY + g
        sampleArc({ x, y, rx, ry, turn, large: large !== 0, sweep: sweep !== 0, endX, endY }, report)
        x = endX
        y = endY
        report(x, y)
        break
      }
      default:
        return
    }
    isAfterCubic = isCubic
  }
}

const isMissing = Number.isNaN
/** Where a curve is sampled, as weights of its four points. */
const cubicWeights = [0.2, 0.4, 0.6, 0.8].map((t) => {
  const u = 1 - t
  return [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t] as const
})

const letter = { A: 65, C: 67, H: 72, L: 76, M: 77, Q: 81, S: 83, T: 84, V: 86, Z: 90 } as const
const lowerA = 97
/** Makes a letter a capital one. */
const upperMask = ~32
const none = 0

class PathReader {
  at = 0
  readonly #data: string

  constructor(data: string) {
    this.#data = data
  }

  /** The code of a letter; `none` if another character follows. */
  command(): number {
    const i = this.#skipSeparators()
    const code = this.#data.charCodeAt(i)
    if (!isLetter(code)) return none
    this.at = i + 1
    return code
  }

  /**
   * The next command letter, or the current one again while numbers follow. Numbers after a move are lines.
   */
  next(current: number): number {
    const code = this.command()
    if (code !== none) return code
    if ((current & upperMask) === letter.Z || endOfNumber(this.#data, this.#skipSeparators()) < 0) return none
    return (current & upperMask) === letter.M ? current - 1 : current
  }

  /** Not a number if none follows. */
  number(): number {
    const data = this.#data
    const start = this.#skipSeparators()
    const sign = data.charCodeAt(start)
    let i = sign === plus || sign === minus ? start + 1 : start
    const from = i
    let value = 0
    let code = data.charCodeAt(i)
    for (; isDigit(code); code = data.charCodeAt(++i)) value = value * 10 + (code - digitZero)
    let digits = i - from
    let decimals = 0
    if (code === point) {
      code = data.charCodeAt(++i)
      for (; isDigit(code); code = data.charCodeAt(++i), decimals++) value = value * 10 + (code - digitZero)
      digits += decimals
    }
    if (digits === 0) return Number.NaN
    if (digits > exactDigitsMax || (code | 32) === letterE) {
      this.at = endOfNumber(data, start)
      return Number(data.slice(start, this.at))
    }
    this.at = i
    // Both are exact, so that the quotient is the number nearest to what is written, as `Number` gives it.
    const size = decimals === 0 ? value : value / (powersOfTen[decimals] ?? 1)
    return sign === minus ? -size : size
  }

  /** One of the flags of an arc, which may stand without a space between them; not a number for another. */
  flag(): number {
    const i = this.#skipSeparators()
    const code = this.#data.charCodeAt(i)
    if (code !== digitZero && code !== digitZero + 1) return Number.NaN
    this.at = i + 1
    return code - digitZero
  }

  #skipSeparators(): number {
    let i = this.at
    while (isSeparator(this.#data.charCodeAt(i))) i++
    return i
  }
}

const digitZero = 48
const comma = 44
const space = 32
const plus = 43
const minus = 45
const point = 46
/** An integer of as many digits is exact in a double, and so is the power of ten. */
const exactDigitsMax = 15
const powersOfTen = Array.from({ length: exactDigitsMax + 1 }, (_, exponent) => 10 ** exponent)

/** White space and commas, any number of them. */
const isSeparator = (code: number): boolean =>
  code === space ||
  code === comma ||
  (code >= 9 && code <= 13) ||
  (code > 127 && /\s/.test(String.fromCharCode(code)))

const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122
const isDigit = (code: number): boolean => code >= digitZero && code < digitZero + 10

/** The index after the number that begins at `start`; -1 if there is none. */
function endOfNumber(data: string, start: number): number {
  const sign = data.charCodeAt(start)
  const from = sign === plus || sign === minus ? start + 1 : start
  let i = from
  while (isDigit(data.charCodeAt(i))) i++
  let digits = i - from
  if (data.charCodeAt(i) === point) {
    const fraction = ++i
    while (isDigit(data.charCodeAt(i))) i++
    digits += i - fraction
  }
  if (digits === 0) return -1
  if ((data.charCodeAt(i) | 32) !== letterE) return i
  const afterSign = isSign(data.charCodeAt(i + 1)) ? i + 2 : i + 1
  let end = afterSign
  while (isDigit(data.charCodeAt(end))) end++
  return end > afterSign ? end : i
}

const letterE = 101
const isSign = (code: number): boolean => code === plus || code === minus

type Arc = {
  x: number
  y: number
  rx: number
  ry: number
  turn: number
  large: boolean
  sweep: boolean
  endX: number
  endY: number
}

/** SVG 2, appendix B.2.4: from endpoints to a centre and angles. */
function sampleArc(arc: Arc, report: (x: number, y: number) => void): void {
  let [rx, ry] = [Math.abs(arc.rx), Math.abs(arc.ry)]
  if (rx === 0 || ry === 0) return
  const phi = (arc.turn * Math.PI) / 180
  const [cos, sin] = [Math.cos(phi), Math.sin(phi)]
  const [halfX, halfY] = [(arc.x - arc.endX) / 2, (arc.y - arc.endY) / 2]
  const [px, py] = [cos * halfX + sin * halfY, -sin * halfX + cos * halfY]
  const stretch = Math.sqrt(Math.max(1, (px * px) / (rx * rx) + (py * py) / (ry * ry)))
  rx *= stretch
  ry *= stretch
  const denominator = rx * rx * py * py + ry * ry * px * px
  const root = denominator === 0 ? 0 : Math.sqrt(Math.max(0, (rx * rx * ry * ry - denominator) / denominator))
  const side = arc.large === arc.sweep ? -root : root
  const [qx, qy] = [(side * rx * py) / ry, (-side * ry * px) / rx]
  const [centreX, centreY] = [
    cos * qx - sin * qy + (arc.x + arc.endX) / 2,
    sin * qx + cos * qy + (arc.y + arc.endY) / 2,
  ]
  const from = Math.atan2((py - qy) / ry, (px - qx) / rx)
  let sweep = Math.atan2((-py - qy) / ry, (-px - qx) / rx) - from
  if (arc.sweep && sweep < 0) sweep += 2 * Math.PI
  if (!arc.sweep && sweep > 0) sweep -= 2 * Math.PI
  const samples = 8
  for (let step = 1; step < samples; step++) {
    const angle = from + (sweep * step) / samples
    const [ax, ay] = [rx * Math.cos(angle), ry * Math.sin(angle)]
    report(centreX + cos * ax - sin * ay, centreY + sin * ax + cos * ay)
  }
}
