import { walkPath } from '../art/path.ts'

type Subpath = { d: string; left: number; top: number; right: number; bottom: number }

/** A path with more pieces is a pattern or letters, whose pieces nobody colours one by one. */
const piecesMax = 8
/** Smaller pieces are not separated. It is a share of the box around all pieces. */
const pieceShareMin = 0.012

/**
 * Splits path data into subpaths that do not overlap. Those that overlap, such as an outline and its hole,
 * stay together.
 */
export function splitPath(data: string): string[] {
  const subpaths = readSubpaths(data)
  const groups: Subpath[][] = []
  for (const subpath of subpaths) {
    const near = groups.filter((group) => group.some((other) => overlap(subpath, other)))
    for (const group of near) groups.splice(groups.indexOf(group), 1)
    groups.push([...near.flat(), subpath])
  }
  if (groups.length < 2 || groups.length > piecesMax) return [data]
  const whole = areaAround(subpaths)
  if (groups.some((group) => areaAround(group) < whole * pieceShareMin)) return [data]
  return groups.map((group) => group.map(({ d }) => d).join(''))
}

function readSubpaths(data: string): Subpath[] {
  const subpaths: Subpath[] = []
  const moves: { from: number; to: number; relative: boolean; x: number; y: number }[] = []
  walkPath(
    data,
    (x, y) => {
      const last = subpaths.at(-1)
      if (!last) return
      last.left = Math.min(last.left, x)
      last.right = Math.max(last.right, x)
      last.top = Math.min(last.top, y)
      last.bottom = Math.max(last.bottom, y)
    },
    (move) => {
      moves.push(move)
      subpaths.push({ d: '', left: move.x, right: move.x, top: move.y, bottom: move.y })
    },
  )
  for (const [at, { to, relative, x, y }] of moves.entries()) {
    const rest = data.slice(to, moves[at + 1]?.from).trim()
    // Numbers that follow a move are lines.
    const line = /^[-+.,\d\s]/.test(rest) ? (relative ? 'l' : 'L') : ''
    const subpath = subpaths[at]
    if (subpath) subpath.d = `M${round(x)} ${round(y)}${line}${rest}`
  }
  return subpaths
}

function areaAround(group: readonly Subpath[]): number {
  const width = Math.max(...group.map(({ right }) => right)) - Math.min(...group.map(({ left }) => left))
  const height = Math.max(...group.map(({ bottom }) => bottom)) - Math.min(...group.map(({ top }) => top))
  return width * height
}

function overlap(a: Subpath, b: Subpath): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
