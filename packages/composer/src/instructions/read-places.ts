import type { Edit } from '@chatsvg/svg'
import type { Box } from '../art/bounds.ts'
import { type Clause, findLiteral, has, hasWord, use } from './clause.ts'
import { type Context, isWhole, type Outcome, strengthOf, tidy, unitsOf } from './context.ts'
import { unite } from './picture-parts.ts'
import type { Scope } from './scope.ts'
import { verbs } from './vocabulary.ts'

/** The margin at the edges of the canvas, as a share of its shorter side. */
export const marginShare = 0.05
/** How far "to the left" moves, as a share of the canvas. */
const shiftShare = 0.2

export type Sides = { x: 'left' | 'right' | 'center' | undefined; y: 'top' | 'bottom' | 'center' | undefined }

/** The sides that a clause names: "in the top left corner". */
export function findSides(clause: Clause): Sides {
  const middle = has(clause, / (?:middle|center|centre|centered) /)
  const x = has(clause, / left /) ? 'left' : has(clause, / right /) ? 'right' : undefined
  const y = has(clause, / (?:top|upper) /) ? 'top' : has(clause, / (?:bottom|lower) /) ? 'bottom' : undefined
  return {
    x: x ?? (middle ? 'center' : undefined),
    y: y ?? (middle && x === undefined ? 'center' : undefined),
  }
}

/**
 * The upper left corner of a box of this size at these sides; undefined along an axis whose sides are not
 * named.
 */
export function placeAt(
  { x, y }: Sides,
  { width, height }: { width: number; height: number },
  view: Box,
): { x: number | undefined; y: number | undefined } {
  const margin = Math.min(view.width, view.height) * marginShare
  const along = (side: string | undefined, start: number, whole: number, own: number) => {
    if (side === undefined) return undefined
    if (side === 'center') return start + (whole - own) / 2
    return side === 'left' || side === 'top' ? start + margin : start + whole - margin - own
  }
  return { x: along(x, view.x, view.width, width), y: along(y, view.y, view.height, height) }
}

/** "move the sun to the left", "put the cat in the top right corner", "20 px up", "next to the house". */
export function readMove(context: Context): Outcome | undefined {
  const { clause, mentions, parts, before } = context
  const px = findLiteral(clause, 'number', ({ unit }) => unit === 'px' || unit === undefined)
  const direction = has(clause, / (?:up|down|left|right|higher|lower|upwards?|downwards?) /)
  const states =
    mentions.length > 0 &&
    has(clause, / (?:should|belongs?|goes|be) .*(?:on|at|in|to) /) &&
    (findSides(clause).x ?? findSides(clause).y) !== undefined
  const isMove =
    hasWord(clause, verbs.move) ||
    has(clause, / (?:swap|switch|exchange) .* and /) ||
    states ||
    standsSo(clause, mentions)
  if (!isMove && !(px && direction)) return undefined
  const [first, second] = mentions
  if (first && second && has(clause, / (?:swap|switch|exchange) /))
    return exchange(first.scopes, second.scopes)
  const scopes = first && !first.scopes.some(isWhole) ? first.scopes : (first?.scopes ?? before)
  if (scopes.length === 0) {
    if (has(clause, / (?:center|centre|middle) /)) return centreAll(context)
    return has(clause, / (?:it|everything|all|picture|whole) /)
      ? moveAll(context, px?.literal.value)
      : undefined
  }
  const box = unite(scopes) ?? parts.viewBox
  const sides = findSides(clause)
  const other = second?.scopes[0]
  const move = other && !isWhole(other) ? besideMove(clause, box, other.box, parts.viewBox) : undefined
  const found =
    move ?? placeMove(clause, box, sides, parts.viewBox) ?? shiftMove(context, box, px?.literal.value)
  if (!found) return undefined
  use(
    clause,
    /^(?:up|down|left|right|higher|lower|upwards?|downwards?|top|bottom|upper|middle|center|centre|corner|edge|side|next|beside|above|below|over|under|ontop)$/,
  )
  return {
    edits: scopes.map(({ target }) => ({ op: 'move', target, x: tidy(found.x), y: tidy(found.y) })),
    scopes,
  }
}

/** "the dog to the right of the ball". */
function standsSo({ text, colours }: Clause, mentions: Context['mentions']): boolean {
  return (
    mentions.length === 2 &&
    colours.length === 0 &&
    / (?:left of|right of|next to|beside|above|below|under|ontop of) /.test(text)
  )
}

/** Moves each to the position of the other. */
function exchange(one: readonly Scope[], other: readonly Scope[]): Outcome | undefined {
  const [a, b] = [unite(one), unite(other)]
  if (!a || !b) return undefined
  const x = tidy(b.x + b.width / 2 - a.x - a.width / 2)
  const y = tidy(b.y + b.height - a.y - a.height)
  return {
    edits: [
      ...one.map(({ target }): Edit => ({ op: 'move', target, x, y })),
      ...other.map(({ target }): Edit => ({ op: 'move', target, x: -x, y: -y })),
    ],
    scopes: [...one, ...other],
  }
}

function moveAll(context: Context, px: number | undefined): Outcome | undefined {
  const { targets, parts } = context
  const move = shiftMove(context, { ...parts.viewBox, x: Number.NEGATIVE_INFINITY }, px)
  return (
    move && {
      edits: [{ op: 'move', target: { all: true }, x: tidy(move.x), y: tidy(move.y) }],
      scopes: [targets.all],
    }
  )
}

function centreAll({ targets, parts }: Context): Outcome {
  const box = unite(targets.subjects.flatMap(({ shapes }) => shapes)) ?? parts.viewBox
  const { x = box.x, y = box.y } = placeAt({ x: 'center', y: 'center' }, box, parts.viewBox)
  const move = { x: tidy((x ?? box.x) - box.x), y: tidy((y ?? box.y) - box.y) }
  return { edits: [{ op: 'move', target: { all: true }, ...move }], scopes: [targets.all] }
}

/** Sides of another thing. */
export function besideBox(
  clause: Clause,
  size: { width: number; height: number },
  other: Box,
  view: Box,
): { x: number; y: number } | undefined {
  const gap = Math.min(view.width, view.height) * marginShare
  const middleX = other.x + (other.width - size.width) / 2
  const bottom = other.y + other.height - size.height
  if (has(clause, / left of /)) return { x: other.x - gap - size.width, y: bottom }
  if (has(clause, / right of /)) return { x: other.x + other.width + gap, y: bottom }
  if (has(clause, / (?:above|over) /)) return { x: middleX, y: other.y - gap - size.height }
  if (has(clause, / (?:below|under|beneath|underneath) /))
    return { x: middleX, y: other.y + other.height + gap }
  if (has(clause, / (?:next to|beside|near|close to|by) /)) {
    const right = other.x + other.width + gap
    const fits = right + size.width <= view.x + view.width
    return { x: fits ? right : other.x - gap - size.width, y: bottom }
  }
  if (has(clause, / (?:on|ontop|onto|give) /)) return { x: middleX, y: other.y - size.height * 0.9 }
  return undefined
}

function besideMove(clause: Clause, box: Box, other: Box, view: Box): { x: number; y: number } | undefined {
  const place = besideBox(clause, box, other, view)
  return place && { x: place.x - box.x, y: place.y - box.y }
}

function placeMove(clause: Clause, box: Box, sides: Sides, view: Box): { x: number; y: number } | undefined {
  const isPlace =
    has(clause, / (?:put|place|set|be|on|at|in) (?:.* )?(?:left|right) /) ||
    has(clause, / (?:corner|edge|side|top|bottom|middle|center|centre|centered) /) ||
    (sides.x !== undefined && sides.y !== undefined)
  if (!isPlace || has(clause, / (?:up|down) /)) return undefined
  const place = placeAt(sides, box, view)
  return { x: (place.x ?? box.x) - box.x, y: (place.y ?? box.y) - box.y }
}

function shiftMove(
  { clause, parts }: Context,
  box: Box,
  px: number | undefined,
): { x: number; y: number } | undefined {
  const { viewBox: view } = parts
  const x = has(clause, / left /) ? -1 : has(clause, / right /) ? 1 : 0
  const y = has(clause, / (?:up|higher|upwards?) /) ? -1 : has(clause, / (?:down|lower|downwards?) /) ? 1 : 0
  if (x === 0 && y === 0) return undefined
  if (px !== undefined) return { x: x * unitsOf(parts, px), y: y * unitsOf(parts, px) }
  const strength = strengthOf(clause)
  const share = strength === 0.5 ? shiftShare / 4 : shiftShare * strength
  return {
    x: within(x * share * view.width, box.x - view.x, view.x + view.width - box.x - box.width),
    y: within(y * share * view.height, box.y - view.y, view.y + view.height - box.y - box.height),
  }
}

/** A thing that is on the canvas must not leave it. */
function within(move: number, before: number, after: number): number {
  if (move < 0 && before >= 0) return -Math.min(-move, before)
  return move > 0 && after >= 0 ? Math.min(move, after) : move
}
