import type { Edit, Target } from '@chatsvg/svg'
import { bodyOf } from '../styles/recolour.ts'
import { hexOf } from '../words/colours.ts'
import type { Clause, ColourMention } from './clause.ts'
import { findLiteral, has, use } from './clause.ts'
import {
  type ColourPairs,
  findFamily,
  findMeant,
  moveFamily,
  recolorAll,
  shiftTones,
  type Tone,
  weighShapes,
} from './colour-families.ts'
import { type Context, isWhole, type Outcome, scopesOf, strengthOf, tidy, unitsOf } from './context.ts'
import type { Scope } from './scope.ts'
import { colourNouns } from './vocabulary.ts'

const toneWords: readonly (readonly [RegExp, Tone])[] = [
  [/ (?:blackwhite|grayscale|monochrome|desaturate|desaturated) /, 'gray'],
  [/ (?:invert|inverted|inverse|negative) /, 'invert'],
  [/ pastels? /, 'pastel'],
  [/ (?:less (?:saturated|vivid|colorful|colourful)|duller?|muted|washed) /, 'dull'],
  [/ (?:saturated|saturation|vivid|vibrant|colorful|colourful|intense) /, 'vivid'],
  [/ (?:darker|darken|dimmer) /, 'darker'],
  [/ (?:lighter|lighten|brighter|brighten) /, 'lighter'],
  [/ warmer /, 'warm'],
  [/ (?:cooler|colder) /, 'cool'],
]

/** "darker", "black and white", "pastel". */
export function readTone(context: Context): Outcome | undefined {
  const { clause, targets } = context
  const found = toneWords.find(([pattern]) => has(clause, pattern))
  if (!found) return undefined
  const [pattern, tone] = found
  if (tone === 'gray' && has(clause, / color .* blackwhite /)) use(clause, /^color$/)
  const percent = findLiteral(clause, 'number', ({ unit }) => unit === 'percent')
  const strength = percent ? percent.literal.value / 25 : strengthOf(clause)
  const scopes = scopesOf(context, [targets.all])
  use(clause, /^(?:less|more|saturation)$/)
  for (const word of clause.text.match(pattern)?.[0]?.trim().split(' ') ?? [])
    use(clause, new RegExp(`^${word}$`))
  const [colour] = clause.colours
  // "make the yellow darker".
  if (colour && context.mentions.length === 0) {
    const family = findMeant(weighShapes(targets.all.shapes), colour.hex, colour.name)
    if (family.length === 0) return undefined
    const weights = new Map(family.map((hex) => [hex, 1]))
    useColour(clause, colour)
    return { edits: recolorAll(shiftTones(weights, tone, strength), undefined) }
  }
  const edits = scopes.flatMap((scope) =>
    recolorScope(scope, shiftTones(weighShapes(scope.shapes), tone, strength)),
  )
  return { edits, scopes }
}

/** "make the roof red", "yellow to blue", "#ffd983 to blue". */
export function readColour(context: Context): Outcome | undefined {
  // "the red line thicker" is not about its colour.
  if (has(context.clause, / (?:thicker|thinner|bolder|finer) /)) return undefined
  const { clause, targets, mentions } = context
  if (clause.colours.length === 0) return undefined
  const { from, to } = orderColours(clause)
  if (!to) return undefined
  const named = mentions.length > 0
  if (from && has(clause, / (?:swap|exchange|switch) .* and /)) return swapColours(context, from, to)
  if (from && !isAdjectiveOf(from, context)) {
    const scopes = named ? mentions.flatMap(({ scopes: own }) => own) : [targets.all]
    const edits = scopes.flatMap((scope) => {
      const family = findMeant(weighShapes(scope.shapes), from.hex, from.name)
      return recolorScope(scope, moveFamily(family, to.hex))
    })
    if (edits.length === 0) return undefined
    for (const colour of [from, to]) useColour(clause, colour)
    use(clause, /^(?:replace|swap|switch|instead|with|to)$/)
    return { edits }
  }
  const lines = has(clause, / (?:lines?|strokes?|outlines?|borders?) /)
  if (lines && (!named || mentions.every(({ noun }) => /line|stroke|outline|border/.test(noun))))
    return recolourLines(context, to)
  if (!named && hasUnknownNoun(context)) return undefined
  const written = !named && has(clause, / (?:write|written|spell|letter) /) ? writingsOf(context) : undefined
  if (written?.length === 0) return undefined
  const scopes = written ?? scopesOf(context, targets.subjects)
  const filled = has(clause, / (?:fill|filled|inside|interior) /) ? fillScopes(scopes, to) : undefined
  if (filled) {
    for (const colour of clause.colours) useColour(clause, colour)
    use(clause, /^(?:fill|filled|inside|interior)$/)
    return { edits: filled, scopes }
  }
  const edits = scopes.flatMap((scope) =>
    recolorScope(scope, moveFamily(familyOfThing(scope, from, context), to.hex)),
  )
  if (edits.length === 0) return undefined
  for (const colour of clause.colours) useColour(clause, colour)
  return { edits, scopes }
}

/** "write it in green" is about what is written in the picture. */
function writingsOf({ parts, plan, targets }: Context): readonly Scope[] {
  const ids = plan?.things.flatMap((thing) => ('text' in thing ? [thing.id] : [])) ?? []
  const outlined = targets.things.filter(({ part }) => part?.ownId !== undefined && ids.includes(part.ownId))
  const shapes = parts.shapes.filter(({ text }) => text !== undefined)
  return [
    ...outlined,
    ...shapes.map((shape) => ({ target: { path: [...shape.path] }, shapes: [shape], box: shape.box })),
  ]
}

/** A thing that consists of lines only gets a fill. */
function fillScopes(scopes: readonly Scope[], { hex }: ColourMention): Edit[] | undefined {
  const shapes = scopes.flatMap((scope) => scope.shapes)
  if (shapes.some(({ fill }) => fill !== 'none')) return undefined
  return shapes.map(({ path }) => ({ op: 'paint', target: { path: [...path] }, fill: hex }))
}

/** Swaps two colours. */
function swapColours(
  { clause, targets }: Context,
  one: ColourMention,
  other: ColourMention,
): Outcome | undefined {
  const weights = weighShapes(targets.all.shapes)
  const families = [one, other].map(({ hex, name }) => findMeant(weights, hex, name))
  const [first = [], second = []] = families
  if (!first[0] || !second[0]) return undefined
  for (const colour of [one, other]) useColour(clause, colour)
  return { edits: recolorAll([...moveFamily(first, second[0]), ...moveFamily(second, first[0])], undefined) }
}

/**
 * The colours that people name a thing by: those in the instruction or the plan, else the largest.
 */
function familyOfThing(
  { shapes, part }: Scope,
  mentioned: ColourMention | undefined,
  { plan }: Context,
): string[] {
  const weights = weighShapes(shapes)
  if (mentioned) {
    const family = findMeant(weights, mentioned.hex, mentioned.name)
    if (family.length > 0) return family
  }
  const id = part?.ownId?.replace(/-copy-\d+$/, '')
  const planned = plan?.things.find((thing) => thing.id === id)?.colours?.all
  const hex = typeof planned === 'string' ? hexOf(planned) : undefined
  const known = hex === undefined ? [] : findFamily(weights, hex)
  return hex !== undefined && weights.has(hex) ? known : bodyOf(weights)
}

function recolourLines({ clause, parts, targets }: Context, to: ColourMention): Outcome | undefined {
  const stroked = parts.shapes.filter(({ stroke }) => stroke !== 'none')
  if (stroked.length === 0) return undefined
  const colours = new Map(stroked.map(({ stroke, strokeWidth }) => [stroke, strokeWidth]))
  useColour(clause, to)
  use(clause, /^(?:lines?|strokes?|outlines?|borders?)$/)
  const filled = parts.shapes.some(({ fill }) => colours.has(fill))
  if (filled)
    return {
      edits: stroked.map(({ path }) => ({ op: 'paint', target: { path: [...path] }, stroke: to.hex })),
    }
  return {
    edits: recolorAll(
      [...colours.keys()].map((from) => [from, to.hex] as const),
      undefined,
    ),
    scopes: [targets.all],
  }
}

/** A noun that the picture does not have: "the giraffe blue" does not ask for a blue picture. */
function hasUnknownNoun({ clause, library }: Context): boolean {
  const { words, colours } = clause
  return words.some((word, at) => {
    if (word !== 'the' && !/^(?:my|his|her|their)$/.test(word)) return false
    const next = words.slice(at + 1).find((one) => !/^(?:big|small|little|whole|other|same)$/.test(one)) ?? ''
    if (colours.some(({ from }) => words[from] === next)) return false
    return (
      !colourNouns.has(next) &&
      !wholeNouns.test(next) &&
      (library.lexicon.find(next) !== undefined || next.length > 3)
    )
  })
}

const wholeNouns =
  /^(?:picture|image|drawing|icon|logo|illustration|graphic|whole|entire|colou?rs?|thing|it|lines?|strokes?|outlines?|shape)$/

/** Which colour becomes which: of two, the first is the current colour and the last is the new one. */
function orderColours(clause: Clause): {
  from: ColourMention | undefined
  to: ColourMention | undefined
} {
  const { colours, words } = clause
  const [first] = colours
  const last = colours.at(-1)
  if (!first || !last) return { from: undefined, to: undefined }
  if (first === last) return { from: undefined, to: first }
  const instead = words.indexOf('instead')
  if (instead >= 0 && last.from > instead) return { from: last, to: first }
  return { from: first, to: last }
}

/** "the red circle": the colour says which circle, and is not to be replaced. */
function isAdjectiveOf({ from, to }: ColourMention, { mentions, clause }: Context): boolean {
  return mentions.some((mention) => mention.from === to || (clause.adjectivesFollow && mention.to === from))
}

/** The recolourings of one scope. If its shapes have no common element, they are painted one by one. */
function recolorScope(scope: Scope, pairs: ColourPairs): Edit[] {
  const target: Target | undefined = isWhole(scope) ? undefined : scope.target
  if (!scope.isLoose) return recolorAll(pairs, target)
  const colours = new Map(pairs)
  return scope.shapes.flatMap(({ path, fill, stroke }): Edit[] => {
    const [ownFill, ownStroke] = [colours.get(fill), colours.get(stroke)]
    if (ownFill === undefined && ownStroke === undefined) return []
    return [
      {
        op: 'paint',
        target: { path: [...path] },
        ...(ownFill === undefined ? {} : { fill: ownFill }),
        ...(ownStroke === undefined ? {} : { stroke: ownStroke }),
      },
    ]
  })
}

export function useColour(clause: Clause, { from, to }: ColourMention): void {
  for (let at = from; at < to; at++) clause.used.add(at)
}

/** "add a black outline", "thicker lines", "remove the border". */
export function readOutline(context: Context): Outcome | undefined {
  const { clause, parts, targets } = context
  const isOutline = has(clause, / (?:outlines?|outlined|borders?|contours?|strokes?) /)
  const width = has(clause, / (?:thicker|thinner|thick|thin|bolder|heavier|wider|finer|fine|width) /)
  const isLined = targets.all.shapes.every(({ fill }) => fill === 'none') && context.mentions.length === 0
  const lines = has(clause, / lines? /) || (isLined && width)
  const px = findLiteral(clause, 'number', ({ unit }) => unit === 'px' || unit === undefined)
  const draws = lines && has(clause, / (?:add|put|draw) .*around /)
  if (!isOutline && !draws && !(lines && (width || px))) return undefined
  if (has(clause, / style /)) return undefined
  const mentions = context.mentions.filter(({ noun }) => !/^(?:line|lines)$/.test(noun))
  const scopes = scopesOf({ ...context, mentions }, targets.subjects)
  use(
    clause,
    /^(?:outlines?|outlined|borders?|contours?|strokes?|lines?|thick|thin|thicker|thinner|bolder|heavier|wider|fine|finer|width|double)$/,
  )
  if (has(clause, / (?:remove|delete|no|without|erase) /))
    return { edits: scopes.map(({ target }) => ({ op: 'paint', target, stroke: 'none' })), scopes }
  const factor = factorOfLines(clause)
  const [colour] = clause.colours
  const changesLines =
    !colour &&
    factor !== undefined &&
    scopes.some(({ shapes }) => shapes.some(({ stroke }) => stroke !== 'none'))
  if (changesLines || ((width || lines) && !colour && px && !has(clause, / (?:add|put|give|draw) /)))
    return {
      edits: scopes.map(({ target, shapes }) => {
        const now = Math.max(
          ...shapes.map(({ stroke, strokeWidth }) => (stroke === 'none' ? 0 : strokeWidth)),
        )
        const strokeWidth = px ? unitsOf(parts, px.literal.value) : now * (factor ?? 1)
        return { op: 'paint', target, strokeWidth: tidy(strokeWidth) }
      }),
      scopes,
    }
  // A line that does not exist cannot become thicker.
  if ((!isOutline && !draws) || has(clause, / (?:thicker|thinner|bolder|finer) /)) return undefined
  if (
    colour &&
    !has(clause, / (?:add|put|give|draw|around|with|a|an|outline|in) /) &&
    has(clause, / (?:make|change|turn) /)
  )
    return undefined
  if (colour) useColour(clause, colour)
  const side = Math.min(parts.viewBox.width, parts.viewBox.height)
  const weight = has(clause, / thick /) ? 2 : has(clause, / thin /) ? 0.5 : 1
  const stroke = colour?.hex ?? '#000000'
  const widthOfOutline = px ? unitsOf(parts, px.literal.value) : side * 0.01 * weight
  return {
    edits: scopes.map(({ target }) => ({ op: 'outline', target, stroke, width: tidy(widthOfOutline) })),
    scopes,
  }
}

function factorOfLines(clause: Clause): number | undefined {
  if (has(clause, / (?:double|twice) /)) return 2
  if (has(clause, / half /)) return 0.5
  if (has(clause, / (?:thicker|bolder|heavier|wider|thick) /)) return 1.5 ** strengthOf(clause)
  if (has(clause, / (?:thinner|finer|thin|fine) /)) return (2 / 3) ** strengthOf(clause)
  return undefined
}

/** "half transparent", "30% opacity", "see-through". */
export function readOpacity(context: Context): Outcome | undefined {
  const { clause, targets } = context
  const opaque = has(clause, / (?:opacity|opaque|solid) /)
  const clear = has(
    clause,
    / (?:less visible|transparent|translucent|transparency|transparently|faded?|ghostly) /,
  )
  if (!opaque && !clear) return undefined
  const number = findLiteral(clause, 'number')
  use(clause, /^(?:opacity|opaque|solid|transparent|translucent|transparency|half|fade|faded|very|fully)$/)
  const scopes = scopesOf(context, targets.subjects)
  const share = number === undefined ? undefined : shareOf(number.literal.value, number.literal.unit)
  const value =
    share !== undefined
      ? opaque || !has(clause, / (?:transparent|transparency|translucent) /)
        ? share
        : 1 - share
      : opaque && !has(clause, / half /)
        ? 1
        : has(clause, / (?:very|much|almost) /)
          ? 0.2
          : has(clause, / (?:bit|slightly|little) /)
            ? 0.75
            : 0.5
  return { edits: scopes.map(({ target }) => ({ op: 'opacity', target, value: tidy(value) })), scopes }
}

function shareOf(value: number, unit: string | undefined): number {
  return Math.min(1, unit === 'percent' || value > 1 ? value / 100 : value)
}
