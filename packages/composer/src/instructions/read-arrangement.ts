import type { Edit } from '@chatsvg/svg'
import type { Box } from '../art/bounds.ts'

import { numberWords } from '../words/grammar.ts'
import { type Clause, findLiteral, has, hasWord, use } from './clause.ts'
import { findFamily, findMeant, weighShapes } from './colour-families.ts'
import { type Context, isWhole, type Outcome, scopesOf, tidy } from './context.ts'
import { unite } from './picture-parts.ts'
import { useColour } from './read-colours.ts'
import { lookOfScope } from './read-looks.ts'
import type { Scope } from './scope.ts'
import { colourNouns, verbs } from './vocabulary.ts'

/** "mirror it", "flip vertically", "look the other way". */
export function readFlip(context: Context): Outcome | undefined {
  const { clause, targets } = context
  const isTurned = has(clause, / (?:other|opposite|another) (?:way|direction|side) /)
  const looks = has(clause, / (?:look|looking|face|facing) (?:to (?:the )?)?(?:left|right) /)
  if (!hasWord(clause, verbs.flip) && !isTurned && !looks) return undefined
  use(
    clause,
    /^(?:flip|mirror|reflect|mirrored|flipped|horizontally|vertically|horizontal|vertical|upside|down|face|facing|look|way|direction|side|other|opposite|left|right)$/,
  )
  const facing = / (?:look|looking|face|facing|point|pointing) (?:to (?:the )?)?(left|right) /.exec(
    clause.text,
  )?.[1]
  const axis = has(clause, / (?:vertical|vertically|upside|up) /) ? 'vertical' : 'horizontal'
  const scopes = scopesOf(context, [targets.all])
  // A thing that already looks that way stays as it is.
  const turned = looks ? scopes.filter((scope) => lookOfScope(scope) !== facing) : scopes
  return { edits: turned.map(({ target }) => ({ op: 'flip', target, axis })), scopes }
}

/** "rotate 45 degrees left", "upside down", "a quarter turn". */
export function readTurn(context: Context): Outcome | undefined {
  const { clause, targets } = context
  const over = has(clause, / upside down /)
  const number = findLiteral(clause, 'number', ({ unit }) => unit === 'degrees')
  const bare = number ?? findLiteral(clause, 'number', ({ unit }) => unit === undefined)
  const side = has(clause, / (?:left|counterclockwise) /) ? -1 : 1
  const turns = has(clause, / (?:rotate|rotated|rotation|spin|tilt|twist|swivel) /)
  const isTurn =
    turns ||
    over ||
    (has(clause, / turn /) &&
      (number || has(clause, / (?:left|right|around|quarter|half|clockwise|counterclockwise|over) /)))
  if (!isTurn || (clause.colours.length > 0 && !turns)) return undefined
  use(
    clause,
    /^(?:upside|down|rotated?|rotation|spin|tilt|twist|turn|left|right|around|quarter|half|clockwise|counterclockwise|degrees?|over)$/,
  )
  const degrees = over
    ? 180
    : bare
      ? bare.literal.value * side
      : side *
        (has(clause, / (?:half|around) /) ? 180 : has(clause, / (?:bit|slightly|little|tilt) /) ? 15 : 90)
  const scopes = scopesOf(context, [targets.all])
  return { edits: scopes.map(({ target }) => ({ op: 'rotate', target, degrees })), scopes }
}

/** "bring the tree to the front", "behind the house". */
export function readOrder(context: Context): Outcome | undefined {
  const { clause, mentions, targets } = context
  const [first, second] = mentions
  const scopes = first?.scopes ?? context.before
  if (scopes.length === 0) return undefined
  const relation = / (behind|in front of|ontop of|below|under|over) /.exec(clause.text)?.[1]
  const other = second?.scopes[0]
  const done = (to: Extract<Edit, { op: 'reorder' }>['to']): Outcome => {
    use(
      clause,
      /^(?:bring|send|front|back|forward|backward|forwards|backwards|behind|ontop|foreground|background|layer|before)$/,
    )
    return { edits: scopes.map(({ target }) => ({ op: 'reorder', target, to })), scopes }
  }
  if (other && relation === 'behind') return done({ before: other.target })
  if (other && relation === 'in front of') return done({ after: other.target })
  if (
    has(
      clause,
      / (?:to|in) (?:the )?(?:very )?(?:front(?! of)|foreground) | ontop of everything | (?:bring|move) (?:.* )?(?:forward|forwards) /,
    )
  )
    return done('front')
  if (
    has(
      clause,
      / (?:to|in) (?:the )?(?:very )?(?:back|background) | behind everything | (?:send|move) (?:.* )?(?:backward|backwards|back) /,
    )
  ) {
    const [lowest] = targets.things.filter(({ part }) => !scopes.some((scope) => scope.part === part))
    return done(lowest && targets.scene.length > 0 ? { before: lowest.target } : 'back')
  }
  return undefined
}

/** "remove the sun", "no cow", "only keep the house". */
export function readRemoval(context: Context): Outcome | undefined {
  const { clause, mentions, targets } = context
  const removes =
    has(clause, / (?:remove|delete|erase|drop|discard|eliminate|hide|without|take|invisible) /) ||
    isRefused(clause, mentions)
  const keeps = has(clause, / (?:only|just) (?:keep|leave|show)? ?| keep only /)
  if (!removes && !(keeps && mentions.length > 0)) return undefined
  use(
    clause,
    /^(?:remove|delete|erase|drop|discard|eliminate|hide|without|take|no|keep|only|just|invisible)$/,
  )
  if (!removes) {
    const kept = mentions.flatMap(({ scopes }) => scopes)
    const others = targets.things.filter(({ part }) => !kept.some((scope) => scope.part === part))
    return others.length === targets.things.length ? undefined : removal(others)
  }
  const scopes = mentions.flatMap(({ scopes: own }) => own)
  if (scopes.length > 0) return removal(scopes.filter((scope) => !isWhole(scope)))
  const [colour] = clause.colours
  if (colour && (colourNouns.has(clause.words[colour.to] ?? '') || colour.to === clause.words.length)) {
    const things = targets.things.filter((scope) => isMostly(scope, colour.hex))
    useColour(clause, colour)
    if (things.length > 0) return removal(things)
    const family = findMeant(weighShapes(targets.all.shapes), colour.hex, colour.name)
    const shapes = targets.all.shapes.filter(({ fill, stroke }) =>
      family.includes(fill === 'none' ? stroke : fill),
    )
    return removal(
      shapes.map(({ path, box, ...shape }) => ({
        target: { path: [...path] },
        box,
        shapes: [{ path, box, ...shape }],
      })),
    )
  }
  return context.before.length > 0 && has(clause, / (?:it|them|that|those) /)
    ? removal(context.before)
    : undefined
}

/** Paths refer to the picture before the change, so later elements are removed first. */
function removal(scopes: readonly Scope[]): Outcome | undefined {
  if (scopes.length === 0) return undefined
  const edits = scopes.toReversed().map(({ target }): Edit => ({ op: 'remove', target }))
  return { edits, scopes: [] }
}

/** "no cow", "there should be no sun". */
function isRefused({ words }: Clause, mentions: Context['mentions']): boolean {
  return mentions.some(
    ({ from }) => words[from - 1] === 'no' || (words[from - 1] === 'any' && words.includes('not')),
  )
}

function isMostly({ shapes }: Scope, hex: string): boolean {
  const weights = weighShapes(shapes)
  const total = [...weights.values()].reduce((sum, one) => sum + one, 0)
  const own = findFamily(weights, hex).reduce((sum, one) => sum + (weights.get(one) ?? 0), 0)
  return own > total * 0.5
}

/** The distance to the next copy, as a share of the width. */
const stride = 1.1

/** "duplicate the star", "three of them", "another tree next to it". */
export function readCopies(context: Context): Outcome | undefined {
  const { clause, mentions, parts } = context
  const isDuplication = hasWord(clause, verbs.duplicate)
  const another = has(clause, / another /)
  const [mention] = mentions
  const scopes = mention?.scopes ?? context.before
  const [scope] = scopes
  if (!scope || isWhole(scope)) return undefined
  const wanted = countIn(clause, mention?.from)
  if (!isDuplication && !another && wanted === undefined) return undefined
  if (!isDuplication && !another && !isBareCount(clause)) return undefined
  use(
    clause,
    /^(?:duplicate|copy|clone|repeat|another|more|twice|double|below|under|above|over|left|right|next|two|three|four|five|six|seven|eight|nine|ten)$/,
  )
  const pool = scopes.length > 1 ? scopes : context.targets.copiesOf(scope)
  const existing = pool.length
  const model = existing > 1 && !(isDuplication && wanted === undefined) ? (pool.at(-1) ?? scope) : scope
  const extra = another
    ? (wanted ?? 1)
    : isDuplication
      ? Math.max(1, (wanted ?? 2) - (wanted ? 0 : 1))
      : (wanted ?? 2) - existing
  if (extra < 1 || extra > 30) return undefined
  const { viewBox } = parts
  const gap = Math.min(viewBox.width, viewBox.height) * 0.05
  const up = has(clause, / (?:above|over) /)
  if (up || has(clause, / (?:below|under|beneath) /)) {
    const y = (model.box.height + gap) * (up ? -1 : 1)
    return copies(
      model,
      Array.from({ length: extra }, (_, at) => ({ x: 0, y: y * (at + 1) })),
    )
  }
  const group = unite(pool) ?? model.box
  return copies(model, placesBeside(model.box, group, viewBox, extra, has(clause, / left /)))
}

function copies(scope: Scope, moves: readonly { x: number; y: number }[]): Outcome {
  const edits = moves.map(
    ({ x, y }): Edit => ({ op: 'duplicate', target: scope.target, x: tidy(x), y: tidy(y) }),
  )
  return { edits, scopes: [scope] }
}

/** Beside all existing copies: on the right while there is room, then on the left. */
function placesBeside(
  box: Box,
  group: Box,
  view: Box,
  count: number,
  leftFirst: boolean,
): { x: number; y: number }[] {
  const width = box.width * stride
  const moves: { x: number; y: number }[] = []
  let [left, right] = [1, 1]
  for (let at = 0; at < count; at++) {
    const toRight = group.x + group.width - box.width + width * right
    const toLeft = group.x - width * left
    const fitsRight = toRight + box.width <= view.x + view.width + 1
    const fitsLeft = toLeft >= view.x - 1
    if (fitsLeft && (leftFirst || !fitsRight)) {
      moves.push({ x: toLeft - box.x, y: 0 })
      left += 1
    } else {
      moves.push({ x: toRight - box.x, y: 0 })
      right += 1
    }
  }
  return moves
}

function countIn({ words, literals }: Clause, before: number | undefined): number | undefined {
  for (const [at, word] of words.entries()) {
    if (before !== undefined && at > before) break
    const literal = findLiteral({ words: [word], literals } as unknown as Clause, 'number')
    const count =
      numberWords.get(word) ?? (literal?.literal.unit === undefined ? literal?.literal.value : undefined)
    if (count !== undefined && count > 1 && Number.isInteger(count)) return count
  }
  return undefined
}

/** "two moons": a number and a noun, without any other request. */
function isBareCount({ text }: Clause): boolean {
  return !/ (?:remove|move|bigger|smaller|make .* (?:bigger|smaller)|color|paint|add) /.test(text)
}

/** "rename the house to cottage", "call the dog Rex". */
export function readName(context: Context): Outcome | undefined {
  const { clause, mentions, instruction } = context
  const [mention] = mentions
  const [scope] = mention?.scopes ?? []
  if (!mention || !scope || isWhole(scope) || !/ (?:rename|call|name) /.test(clause.text)) return undefined
  const quote = findLiteral(clause, 'quote')
  const rest = clause.words.slice(mention.to).filter((word) => !/^(?:to|as|into|is|a|the)$/.test(word))
  const name = quote?.literal.text ?? asWritten(rest.join(' '), instruction)
  if (name === '') return undefined
  for (let at = 0; at < clause.words.length; at++) clause.used.add(at)
  return { edits: [{ op: 'rename', target: scope.target, name }], scopes: [scope] }
}

/** Keeps the capitals of the instruction. */
function asWritten(words: string, instruction: string): string {
  const at = words === '' ? -1 : instruction.toLowerCase().lastIndexOf(words)
  return at < 0 ? words : instruction.slice(at, at + words.length)
}
