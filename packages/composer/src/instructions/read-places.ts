import type { Edit } from '@chatsvg/svg'
import type { Box } from '../art/bounds.ts'
import { type Clause, findLiteral, has, hasWord, use } from './clause.ts'
import { type Context, isWhole, type Outcome, scopesOf, strengthOf, tidy, unitsOf } from './context.ts'
import { unite } from './picture-parts.ts'
import type { Scope } from './targets.ts'
import { growing, shrinking, verbs } from './vocabulary.ts'

/** What is kept free at the edges of the canvas, as a share of its shorter side. */
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

/** The left upper corner of a box of this size at these sides; undefined for sides that are not named. */
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
  const asks = hasWord(clause, verbs.move)
  if (!asks && !(px && direction)) return undefined
  const [first, second] = mentions
  const scopes = first && !first.scopes.some(isWhole) ? first.scopes : (first?.scopes ?? before)
  if (scopes.length === 0) {
    const centres = has(clause, / (?:center|centre) /)
    return centres ? centreAll(context) : undefined
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
  if (has(clause, / (?:on|ontop|onto) /)) return { x: middleX, y: other.y - size.height * 0.9 }
  return undefined
}

function besideMove(clause: Clause, box: Box, other: Box, view: Box): { x: number; y: number } | undefined {
  const place = besideBox(clause, box, other, view)
  return place && { x: place.x - box.x, y: place.y - box.y }
}

function placeMove(clause: Clause, box: Box, sides: Sides, view: Box): { x: number; y: number } | undefined {
  const isPlace =
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

/** What stands on the canvas stays on it. */
function within(move: number, before: number, after: number): number {
  if (move < 0 && before >= 0) return -Math.min(-move, before)
  return move > 0 && after >= 0 ? Math.min(move, after) : move
}

const regionShares: readonly (readonly [RegExp, number])[] = [
  [/ half /, 1 / 2],
  [/ third /, 1 / 3],
  [/ quarter /, 1 / 4],
]

/** "crop to the left half", "only the top", "trim the empty space", "zoom in on the house". */
export function readCrop(context: Context): Outcome | undefined {
  const { clause, mentions, parts, targets } = context
  const asks = hasWord(clause, verbs.crop) && !has(clause, / cut (?:the|a|it) .* out /)
  const share = regionShares.find(([pattern]) => has(clause, pattern))?.[1]
  const sides = findSides(clause)
  const only = has(clause, / (?:only|just|keep|show) /)
  const region = share !== undefined && (sides.x ?? sides.y) !== undefined && !hasWord(clause, verbs.rotate)
  if (
    !asks &&
    !(region && !hasWord(clause, verbs.move)) &&
    !(only && (sides.x ?? sides.y) !== undefined && mentions.length === 0)
  )
    return undefined
  if (hasWord(clause, growing) || hasWord(clause, shrinking)) return undefined
  use(
    clause,
    /^(?:crop|trim|cut|clip|zoom|only|just|keep|show|half|third|quarter|left|right|top|bottom|upper|lower|middle|center|centre|empty|blank|white|space|spaces|margin|margins|whitespace|edge|edges|off|border|borders)$/,
  )
  for (const { from, to } of clause.colours) for (let at = from; at < to; at++) clause.used.add(at)
  const [scope] = mentions.flatMap(({ scopes }) => scopes).filter((one) => !isWhole(one))
  if (scope && asks) return { edits: [{ op: 'crop', box: tidyBox(scope.box) }], scopes: [scope] }
  if ((sides.x ?? sides.y) !== undefined)
    return { edits: [{ op: 'crop', box: regionOf(sides, share ?? 1 / 2, parts.viewBox) }] }
  if (has(clause, / square /)) {
    const { x, y, width, height } = parts.viewBox
    const side = Math.min(width, height)
    return {
      edits: [
        {
          op: 'crop',
          box: { x: x + (width - side) / 2, y: y + (height - side) / 2, width: side, height: side },
        },
      ],
    }
  }
  if (!has(clause, / (?:trim|empty|blank|white|space|margins?|whitespace|edges?|it|tight|tightly|content) /))
    return undefined
  const content = unite(targets.subjects.flatMap(({ shapes }) => shapes))
  return content && { edits: [{ op: 'crop', box: tidyBox(clipTo(content, parts.viewBox)) }] }
}

function regionOf({ x, y }: Sides, share: number, view: Box): Box {
  const along = (side: string | undefined, start: number, whole: number) => {
    if (side === undefined) return { at: start, length: whole }
    const length = whole * share
    const at =
      side === 'center' ? (whole - length) / 2 : side === 'left' || side === 'top' ? 0 : whole - length
    return { at: start + at, length }
  }
  const [across, down] = [along(x, view.x, view.width), along(y, view.y, view.height)]
  return tidyBox({ x: across.at, y: down.at, width: across.length, height: down.length })
}

function clipTo(box: Box, view: Box): Box {
  const [x, y] = [Math.max(box.x, view.x), Math.max(box.y, view.y)]
  const right = Math.min(box.x + box.width, view.x + view.width)
  const bottom = Math.min(box.y + box.height, view.y + view.height)
  return { x, y, width: Math.max(0.1, right - x), height: Math.max(0.1, bottom - y) }
}

const tidyBox = ({ x, y, width, height }: Box): Box => ({
  x: tidy(x),
  y: tidy(y),
  width: tidy(width),
  height: tidy(height),
})

/** "twice as big", "make the tree smaller", "512 by 512", "square". */
export function readSize(context: Context): Outcome | undefined {
  const { clause, parts, targets, mentions } = context
  const size = findLiteral(clause, 'size')
  if (size) return canvas(size.literal.width, size.literal.height, 'fit', targets.all)
  const shape = mentions.every(
    ({ scopes, noun }) =>
      scopes.every(isWhole) || (noun === 'square' && has(clause, / (?:it|picture|image|canvas) square /)),
  )
    ? shapeOfCanvas(context)
    : undefined
  if (shape) return shape
  const factor = factorOf(clause)
  if (factor === undefined) return undefined
  use(
    clause,
    /^(?:bigger|larger|smaller|enlarge|shrink|grow|increase|reduce|scale|scaled|resize|size|twice|double|doubled|half|times|big|large|small|huge|tiny|giant|tall|taller|halve)$/,
  )
  const scopes = scopesOf(context, [targets.all])
  if (scopes.some(isWhole)) {
    const { width, height } = parts.size
    return canvas(Math.round(width * factor), Math.round(height * factor), 'fit', targets.all)
  }
  return { edits: scopes.map((scope) => scaling(scope, factor, context)), scopes }
}

/** What stands on the ground of a scene keeps its feet where they are. */
function scaling({ target, box }: Scope, factor: number, { parts, targets }: Context): Edit {
  const stands =
    targets.scene.some(({ label }) => /shadows/.test(label)) &&
    box.y + box.height > parts.viewBox.y + parts.viewBox.height * 0.6
  const value = Math.round(factor * 1e4) / 1e4
  const about = { x: tidy(box.x + box.width / 2), y: tidy(box.y + box.height) }
  return { op: 'scale', target, x: value, y: value, ...(stands ? { about } : {}) }
}

function canvas(width: number, height: number, content: 'fit' | 'keep', all: Scope): Outcome {
  return { edits: [{ op: 'canvas', width, height, content }], scopes: [all] }
}

function shapeOfCanvas({ clause, parts, targets }: Context): Outcome | undefined {
  const { width, height } = parts.size
  const longer = Math.max(width, height)
  if (has(clause, / square /)) {
    use(clause, /^square$/)
    return canvas(tidy(longer), tidy(longer), 'keep', targets.all)
  }
  if (has(clause, / (?:landscape|wide|widescreen|wider) /))
    return canvas(tidy((longer * 16) / 9), tidy(longer), 'keep', targets.all)
  if (has(clause, / (?:portrait|taller) /))
    return canvas(tidy(longer), tidy((longer * 16) / 9), 'keep', targets.all)
  return undefined
}

function factorOf(clause: Clause): number | undefined {
  const grows = hasWord(clause, growing) || has(clause, / (?:big|large|tall) /)
  const shrinks = hasWord(clause, shrinking) || has(clause, / small /)
  const scales = has(clause, / (?:scale|scaled|resize|size) /)
  if (
    has(clause, / half (?:the |its |as )?(?:size|big|large) | halve /) ||
    (has(clause, / half /) && (scales || shrinks || has(clause, / to half /)))
  )
    return 0.5
  const percent = findLiteral(clause, 'number', ({ unit }) => unit === 'percent')
  if (percent && (grows || shrinks || scales)) {
    const share = percent.literal.value / 100
    if (shrinks) return has(clause, / to /) ? share : Math.max(0.05, 1 - share)
    return scales && !grows ? share : has(clause, / to /) ? share : 1 + share
  }
  const times = findLiteral(clause, 'number', ({ unit }) => unit === 'times')
  if (times && (grows || scales)) return times.literal.value
  if (has(clause, / (?:twice|double|doubled) /) && (grows || scales)) return 2
  if (has(clause, / (?:three times|thrice) /) && (grows || scales)) return 3
  if (!grows && !shrinks) return undefined
  if (has(clause, / (?:huge|giant) /)) return 2
  if (has(clause, / tiny /)) return 0.5
  const strength = strengthOf(clause)
  const step = strength === 0.5 ? 1.2 : strength === 2 ? 2 : 1.5
  return shrinks ? 1 / step : step
}

/** "white background", "remove the background". */
export function readBackground(context: Context): Outcome | undefined {
  const { clause, targets } = context
  if (!has(clause, / (?:background|backdrop|backgrounds) /) || has(clause, / gradient /)) return undefined
  if (has(clause, / (?:to|in) the (?:background|backdrop) /) && clause.colours.length === 0) return undefined
  const bare = targets.scene.map(
    ({ id, path }): Edit => ({
      op: 'remove',
      target: id === undefined ? { path: [...path] } : { id },
    }),
  )
  use(clause, /^(?:background|backdrop|backgrounds|transparent|remove|delete|no|without|erase)$/)
  if (has(clause, / (?:remove|delete|no|without|erase|transparent|clear|none) /))
    return { edits: bare.length > 0 ? bare : [{ op: 'background', color: 'none' }] }
  const colour = clause.colours.at(-1)
  if (!colour) return undefined
  for (let at = colour.from; at < colour.to; at++) clause.used.add(at)
  return { edits: [...bare, { op: 'background', color: colour.hex }] }
}

/** "make the file smaller", "simplify". */
export function readSimplification({ clause, parts, targets }: Context): Outcome | undefined {
  if (!has(clause, / (?:simplify|simplified|optimi[sz]e|compress) | file /)) return undefined
  if (
    has(clause, / file /) &&
    !has(clause, / (?:smaller|small|reduce|size|shrink|lighter|less|compress|optimi[sz]e) /)
  )
    return undefined
  use(clause, /^(?:simplify|simplified|optimi[sz]e|compress|file|smaller|small|reduce|size|shrink|lighter)$/)
  const tolerance = tidy(Math.min(parts.viewBox.width, parts.viewBox.height) / 512)
  return { edits: [{ op: 'simplify', target: { all: true }, tolerance }], scopes: [targets.all] }
}
