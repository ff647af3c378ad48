import type { Edit } from '@chatsvg/svg'
import type { Box } from '../art/bounds.ts'
import { type Clause, findLiteral, has, hasWord, use } from './clause.ts'
import { type Context, isWhole, type Outcome, scopesOf, strengthOf, tidy } from './context.ts'
import { unite } from './picture-parts.ts'
import { findSides, type Sides } from './read-places.ts'
import type { Scope } from './scope.ts'
import { growing, shrinking, verbs } from './vocabulary.ts'

const regionShares: readonly (readonly [RegExp, number])[] = [
  [/ half /, 1 / 2],
  [/ third /, 1 / 3],
  [/ quarter /, 1 / 4],
]

/** "crop to the left half", "only the top", "trim the empty space", "zoom in on the house". */
export function readCrop(context: Context): Outcome | undefined {
  const { clause, mentions, parts, targets } = context
  const empties = has(
    clause,
    / (?:remove|delete|cut) .*(?:empty|blank|white) (?:space|borders?|margins?|edges?|area) /,
  )
  const isCrop = empties || hasWord(clause, verbs.crop)
  const share = regionShares.find(([pattern]) => has(clause, pattern))?.[1]
  const sides = findSides(clause)
  const only = has(clause, / (?:only|just|keep|show) /)
  const region = share !== undefined && (sides.x ?? sides.y) !== undefined && !hasWord(clause, verbs.rotate)
  if (
    !isCrop &&
    !(region && !hasWord(clause, verbs.move)) &&
    !(only && (sides.x ?? sides.y) !== undefined && mentions.length === 0)
  )
    return undefined
  if (hasWord(clause, growing) || hasWord(clause, shrinking)) return undefined
  // No edit can make a picture circular.
  if (has(clause, / (?:to|into|as) an? (?:circle|oval|ellipse|heart|star|shape|triangle|hexagon) /))
    return undefined
  use(
    clause,
    /^(?:crop|trim|cut|clip|zoom|only|just|keep|show|half|third|quarter|left|right|top|bottom|upper|lower|middle|center|centre|empty|blank|white|space|spaces|margin|margins|whitespace|edge|edges|off|border|borders)$/,
  )
  for (const { from, to } of clause.colours) for (let at = from; at < to; at++) clause.used.add(at)
  const [scope] = mentions.flatMap(({ scopes }) => scopes).filter((one) => !isWhole(one))
  if (scope && isCrop) return { edits: [{ op: 'crop', box: tidyBox(scope.box) }], scopes: [scope] }
  if ((sides.x ?? sides.y) !== undefined) {
    const cutsAway = has(clause, / (?:away|off|remove|delete) /)
    const kept = cutsAway ? opposite(sides) : sides
    const part = share ?? 1 / 2
    return { edits: [{ op: 'crop', box: regionOf(kept, cutsAway ? 1 - part : part, parts.viewBox) }] }
  }
  if (has(clause, / zoom in /))
    return { edits: [{ op: 'crop', box: regionOf({ x: 'center', y: 'center' }, 2 / 3, parts.viewBox) }] }
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
  if (
    !has(
      clause,
      / (?:trim|empty|blank|white|space|margins?|whitespace|edges?|borders?|it|tight|tightly|content) /,
    )
  )
    return undefined
  const content = unite(targets.subjects.flatMap(({ shapes }) => shapes))
  return content && { edits: [{ op: 'crop', box: tidyBox(clipTo(content, parts.viewBox)) }] }
}

const across = { left: 'right', right: 'left', center: 'center' } as const
const down = { top: 'bottom', bottom: 'top', center: 'center' } as const
const opposite = ({ x, y }: Sides): Sides => ({ x: x && across[x], y: y && down[y] })

function regionOf({ x, y }: Sides, share: number, view: Box): Box {
  const along = (side: string | undefined, start: number, whole: number) => {
    if (side === undefined) return { at: start, length: whole }
    const length = whole * share
    const at =
      side === 'center' ? (whole - length) / 2 : side === 'left' || side === 'top' ? 0 : whole - length
    return { at: start + at, length }
  }
  const [columns, rows] = [along(x, view.x, view.width), along(y, view.y, view.height)]
  return tidyBox({ x: columns.at, y: rows.at, width: columns.length, height: rows.length })
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

/** Things that stand on the ground of a scene are scaled about their feet. */
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
  const px = findLiteral(clause, 'number', ({ unit }) => unit === 'px')?.literal.value
  if (
    px !== undefined &&
    has(clause, / (?:wide|width|resize|scale|size) /) &&
    !has(clause, / (?:high|tall|height) /)
  )
    return canvas(px, Math.round((px * height) / width), 'fit', targets.all)
  if (px !== undefined && has(clause, / (?:high|tall|height) /))
    return canvas(Math.round((px * width) / height), px, 'fit', targets.all)
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
  if (has(clause, / (?:twice|double|doubled) /) && shrinks) return 0.5
  if (has(clause, / (?:twice|double|doubled) /) && (grows || scales)) return 2
  if (has(clause, / (?:three times|thrice|triple) /) && (grows || scales)) return 3
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
  if (
    !has(
      clause,
      / (?:simplify|simplified|optimi[sz]e|compress) | (?:fewer|less) (?:points|nodes|details?) | file /,
    )
  )
    return undefined
  if (
    has(clause, / file /) &&
    !has(clause, / (?:smaller|small|reduce|size|shrink|lighter|less|compress|optimi[sz]e) /)
  )
    return undefined
  use(clause, /^(?:simplify|simplified|optimi[sz]e|compress|file|smaller|small|reduce|size|shrink|lighter)$/)
  const tolerance = tidy(Math.min(parts.viewBox.width, parts.viewBox.height) / 512)
  return { edits: [{ op: 'simplify', target: { all: true }, tolerance }], scopes: [targets.all] }
}
