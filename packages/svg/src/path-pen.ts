import type { Extent } from './extent.ts'
import type { Matrix } from './matrix.ts'

/** The current position, before the matrix, and the extent of the outline, after it. */
export class PathPen {
  readonly #extent: Extent
  readonly #matrix: Matrix
  #x = 0
  #y = 0
  #startX = 0
  #startY = 0
  /** The last control point and the kind of its segment, for smooth curves. */
  #controlX = 0
  #controlY = 0
  #controlOf = ''
  /** A move after which nothing has been drawn yet. */
  #isMoved = false
  #hasLines = false
  #hasCurves = false

  constructor(extent: Extent, matrix: Matrix) {
    this.#extent = extent
    this.#matrix = matrix
  }

  /** One segment; `kind` is its letter in upper case. */
  draw(kind: string, isRelative: boolean, operands: readonly number[]): void {
    const x = isRelative ? this.#x : 0
    const y = isRelative ? this.#y : 0
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = operands
    switch (kind) {
      case 'H':
        this.#lineTo(x + a, this.#y)
        break
      case 'V':
        this.#lineTo(this.#x, y + a)
        break
      case 'C':
        this.#cubicTo(x + a, y + b, x + c, y + d, x + e, y + f)
        break
      case 'S':
        this.#cubicTo(this.#mirroredX('C'), this.#mirroredY('C'), x + a, y + b, x + c, y + d)
        break
      case 'Q':
        this.#quadraticTo(x + a, y + b, x + c, y + d)
        break
      case 'T':
        this.#quadraticTo(this.#mirroredX('Q'), this.#mirroredY('Q'), x + a, y + b)
        break
      case 'A':
        this.#arcTo(Math.abs(a), Math.abs(b), (c * Math.PI) / 180, d === 1, e === 1, x + f, y + g)
        break
      case 'Z':
        this.#drawTo(this.#startX, this.#startY)
        break
      case 'L':
        this.#lineTo(x + a, y + b)
        break
      default:
        this.#moveTo(x + a, y + b)
    }
  }

  /** Must be called after the last segment. */
  finish(): void {
    if (this.#isMoved && (this.#hasCurves || !this.#hasLines)) this.#addPosition()
  }

  #addPosition(): void {
    this.#extent.addPoint(this.#x, this.#y, this.#matrix)
  }

  #moveTo(x: number, y: number): void {
    this.#x = x
    this.#y = y
    this.#startX = x
    this.#startY = y
    this.#controlOf = ''
    this.#isMoved = true
  }

  #lineTo(x: number, y: number): void {
    this.#drawTo(x, y)
    this.#hasLines = true
  }

  #drawTo(x: number, y: number): void {
    if (this.#isMoved) this.#addPosition()
    this.#isMoved = false
    this.#x = x
    this.#y = y
    this.#controlOf = ''
    this.#addPosition()
  }

  #mirroredX(kind: string): number {
    return this.#controlOf === kind ? 2 * this.#x - this.#controlX : this.#x
  }

  #mirroredY(kind: string): number {
    return this.#controlOf === kind ? 2 * this.#y - this.#controlY : this.#y
  }

  #cubicTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    const [a, b, c, d, e, f] = this.#matrix
    const [fromX, fromY] = [this.#x, this.#y]
    this.#addTurns(
      a * fromX + c * fromY + e,
      a * x1 + c * y1 + e,
      a * x2 + c * y2 + e,
      a * x + c * y + e,
      true,
    )
    this.#addTurns(
      b * fromX + d * fromY + f,
      b * x1 + d * y1 + f,
      b * x2 + d * y2 + f,
      b * x + d * y + f,
      false,
    )
    this.#drawTo(x, y)
    this.#hasCurves = true
    this.#controlX = x2
    this.#controlY = y2
    this.#controlOf = 'C'
  }

  /** Adds the extrema of one coordinate of a cubic curve between its ends. */
  #addTurns(p0: number, p1: number, p2: number, p3: number, isX: boolean): void {
    const low = Math.min(p0, p3)
    const high = Math.max(p0, p3)
    if (p1 >= low && p1 <= high && p2 >= low && p2 <= high) return
    // A third of the derivative: square t^2 + linear t + constant.
    const square = p3 - 3 * p2 + 3 * p1 - p0
    const linear = 2 * (p2 - 2 * p1 + p0)
    const constant = p1 - p0
    const discriminant = linear * linear - 4 * square * constant
    if (discriminant < 0) return
    const sum = -(linear + (linear < 0 ? -1 : 1) * Math.sqrt(discriminant)) / 2
    for (const t of [sum / square, constant / sum]) {
      if (!(t > 0 && t < 1)) continue
      const s = 1 - t
      const turn = s * s * s * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t * t * t * p3
      if (isX) this.#extent.addX(turn)
      else this.#extent.addY(turn)
    }
  }

  /** A quadratic curve is a cubic one whose control points are at two thirds of the distance. */
  #quadraticTo(x1: number, y1: number, x: number, y: number): void {
    const [fromX, fromY] = [this.#x, this.#y]
    const third = (end: number, control: number) => (end + 2 * control) / 3
    this.#cubicTo(third(fromX, x1), third(fromY, y1), third(x, x1), third(y, y1), x, y)
    this.#controlX = x1
    this.#controlY = y1
    this.#controlOf = 'Q'
  }

  /**
   * From end points to centre with the correction of radii: SVG 2, appendix "Implementation notes", B.2.4 and
   * B.2.5.
   */
  #arcTo(
    radiusX: number,
    radiusY: number,
    rotation: number,
    isLarge: boolean,
    isClockwise: boolean,
    x: number,
    y: number,
  ): void {
    const [fromX, fromY] = [this.#x, this.#y]
    const isStraight = radiusX === 0 || radiusY === 0
    if (isStraight) this.#lineTo(x, y)
    else this.#drawTo(x, y)
    if (isStraight || (fromX === x && fromY === y)) return
    this.#hasCurves = true
    const cos = Math.cos(rotation)
    const sin = Math.sin(rotation)
    // On the unit circle: half of the chord, and the centre beside the middle of it.
    const halfX = (cos * (fromX - x) + sin * (fromY - y)) / 2 / radiusX
    const halfY = (cos * (fromY - y) - sin * (fromX - x)) / 2 / radiusY
    const grown = Math.max(1, Math.hypot(halfX, halfY))
    const chord = Math.hypot(halfX, halfY) / grown
    const beside = (Math.sqrt(Math.max(0, 1 - chord * chord)) / chord) * (isLarge === isClockwise ? -1 : 1)
    const unitX = (beside * halfY) / grown
    const unitY = (-beside * halfX) / grown
    const from = Math.atan2(halfY / grown - unitY, halfX / grown - unitX)
    const to = Math.atan2(-halfY / grown - unitY, -halfX / grown - unitX)
    const sweep = positiveTurn(isClockwise ? to - from : from - to)
    // The ellipse after the matrix: centre + u cos(t) + v sin(t).
    const [a, b, c, d, e, f] = this.#matrix
    const [ux, uy] = [radiusX * grown * cos, radiusX * grown * sin]
    const [vx, vy] = [-radiusY * grown * sin, radiusY * grown * cos]
    const centreX = (fromX + x) / 2 + ux * unitX + vx * unitY
    const centreY = (fromY + y) / 2 + uy * unitX + vy * unitY
    const isOnArc = (t: number) => positiveTurn(isClockwise ? t - from : from - t) <= sweep
    const axis = (u: number, v: number, centre: number, add: (turn: number) => void) => {
      const t = Math.atan2(v, u)
      if (isOnArc(t)) add(centre + Math.hypot(u, v))
      if (isOnArc(t + Math.PI)) add(centre - Math.hypot(u, v))
    }
    axis(a * ux + c * uy, a * vx + c * vy, a * centreX + c * centreY + e, (turn) => this.#extent.addX(turn))
    axis(b * ux + d * uy, b * vx + d * vy, b * centreX + d * centreY + f, (turn) => this.#extent.addY(turn))
  }
}

/** The same angle, from 0 to a full turn. */
function positiveTurn(angle: number): number {
  const turn = 2 * Math.PI
  return ((angle % turn) + turn) % turn
}
