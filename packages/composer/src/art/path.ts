/**
 * Reads SVG path data (SVG 2, chapter 9) and reports points along the outline: ends of segments and samples
 * of curves. It stops at invalid data, as renderers do.
 */
export function walkPath(
  data: string,
  report: (x: number, y: number) => void,
  /**
   * Called for each move command with the position of its letter in the data, the end of its numbers, and the
   * point.
   */
  reportMove: (move: {
    from: number
    to: number
    relative: boolean
    x: number
    y: number
  }) => void = () => {},
): void {
  const tokens = createReader(data)
  let [x, y, startX, startY] = [0, 0, 0, 0]
  // The last control point, for the smooth commands that mirror it.
  let [controlX, controlY] = [0, 0]
  let previous = ''
  const to = (endX: number, endY: number) => {
    ;[x, y] = [endX, endY]
    report(x, y)
  }
  for (let command = tokens.command(); command; command = tokens.next(command)) {
    const relative = command === command.toLowerCase()
    const [baseX, baseY] = relative ? [x, y] : [0, 0]
    const kind = command.toUpperCase()
    const from = tokens.position() - 1
    const count = argumentCounts[kind]
    const n = count === undefined ? undefined : tokens.numbers(count, kind === 'A')
    if (!n) return
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = n
    if (kind === 'Z') [x, y] = [startX, startY]
    else if (kind === 'M') {
      reportMove({ from, to: tokens.position(), relative, x: baseX + a, y: baseY + b })
      to(baseX + a, baseY + b)
      ;[startX, startY] = [x, y]
    } else if (kind === 'L') to(baseX + a, baseY + b)
    else if (kind === 'T') to(baseX + a, baseY + b)
    else if (kind === 'H') to(baseX + a, y)
    else if (kind === 'V') to(x, baseY + a)
    else if (kind === 'C' || kind === 'S') {
      const smooth = kind === 'S'
      const mirrored = previous === 'C' || previous === 'S'
      const firstX = smooth ? (mirrored ? 2 * x - controlX : x) : baseX + a
      const firstY = smooth ? (mirrored ? 2 * y - controlY : y) : baseY + b
      ;[controlX, controlY] = smooth ? [baseX + a, baseY + b] : [baseX + c, baseY + d]
      const [endX, endY] = smooth ? [baseX + c, baseY + d] : [baseX + e, baseY + f]
      sampleCubic(x, y, firstX, firstY, controlX, controlY, endX, endY, report)
      to(endX, endY)
    } else if (kind === 'Q') {
      const [middleX, middleY] = [baseX + a, baseY + b]
      report((x + 2 * middleX + baseX + c) / 4, (y + 2 * middleY + baseY + d) / 4)
      to(baseX + c, baseY + d)
    } else if (kind === 'A') {
      sampleArc(
        { x, y, rx: a, ry: b, turn: c, large: d !== 0, sweep: e !== 0, endX: baseX + f, endY: baseY + g },
        report,
      )
      to(baseX + f, baseY + g)
    }
    previous = kind
  }
}

const argumentCounts: Record<string, number> = { M: 2, L: 2, T: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, A: 7, Z: 0 }

function createReader(data: string) {
  let at = 0
  const skipSeparators = (from: number): number => {
    let i = from
    while (isSeparator(data.charCodeAt(i))) i++
    return i
  }
  const command = (): string | undefined => {
    const i = skipSeparators(at)
    if (!isLetter(data.charCodeAt(i))) return undefined
    at = i + 1
    return data[i]
  }
  const number = (): number | undefined => {
    const start = skipSeparators(at)
    const end = endOfNumber(data, start)
    if (end < 0) return undefined
    at = end
    return Number(data.slice(start, end))
  }
  const flag = (): number | undefined => {
    const i = skipSeparators(at)
    const code = data.charCodeAt(i)
    if (code !== digitZero && code !== digitZero + 1) return undefined
    at = i + 1
    return code - digitZero
  }
  return {
    command,
    position: () => at,
    /**
     * The next command letter, or the current one again while numbers follow. Numbers after a move are lines.
     */
    next(current: string): string | undefined {
      const letter = command()
      if (letter !== undefined) return letter
      if (current === 'Z' || current === 'z') return undefined
      if (endOfNumber(data, skipSeparators(at)) < 0) return undefined
      return current === 'M' ? 'L' : current === 'm' ? 'l' : current
    },
    /**
     * `count` numbers; the fourth and fifth of an arc are flags, which may stand without a space between
     * them.
     */
    numbers(count: number, arc: boolean): number[] | undefined {
      const values: number[] = []
      for (let index = 0; index < count; index++) {
        const value = arc && (index === 3 || index === 4) ? flag() : number()
        if (value === undefined) return undefined
        values.push(value)
      }
      return values
    },
  }
}

const digitZero = 48
const [comma, space, plus, minus, point] = [44, 32, 43, 45, 46]

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

function sampleCubic(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  x3: number,
  y3: number,
  report: (x: number, y: number) => void,
): void {
  for (const t of [0.2, 0.4, 0.6, 0.8]) {
    const u = 1 - t
    const [k0, k1, k2, k3] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t]
    report(k0 * x0 + k1 * x1 + k2 * x2 + k3 * x3, k0 * y0 + k1 * y1 + k2 * y2 + k3 * y3)
  }
}

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
