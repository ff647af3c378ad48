import { numberWords } from '../words/grammar.ts'
import { type Clause, has, hasWord } from './clause.ts'
import { findMeant, weighShapes } from './colour-families.ts'
import { literalAt } from './literals.ts'
import type { Mention, Scope } from './scope.ts'
import { growing, ordinals, shrinking, verbs } from './vocabulary.ts'

/**
 * Chooses those of several things that a clause means: "the second tree", "the tree on the left", "two
 * boats". The result omits things that only define the position of another one, such as the house in "the
 * tree to the left of the house", and things that are not in the picture.
 *
 * @param copiesOf all copies of a thing.
 */
export function chooseThings(
  clause: Clause,
  mentions: readonly Mention[],
  copiesOf: (scope: Scope) => readonly Scope[],
): Mention[] {
  const references = new Set<Mention>()
  const chosen = mentions.map((mention, at) => {
    const copies = mention.scopes.flatMap(copiesOf)
    const pool = ofColour(clause, mention, copies)
    const next = mentions[at + 1]
    const relation = next && !references.has(mention) ? relationTo(clause, mention, next) : undefined
    const found = choose(clause, mention, pool)
    if (!next || relation === undefined)
      return found ?? (pool.length < copies.length ? withScopes(mention, pool) : mention)
    references.add(next)
    for (let word = mention.to; word < next.to; word++) clause.used.add(word)
    return found ?? { ...mention, scopes: besideReference(mention, pool, relation, next) }
  })
  return chosen.filter(({ scopes }, at) => scopes.length > 0 && !references.has(mentions[at] as Mention))
}

const withScopes = (mention: Mention, scopes: readonly Scope[]): Mention =>
  scopes.length > 0 ? { ...mention, scopes } : mention

/** Undefined if the words around the noun do not choose any of them. */
function choose(clause: Clause, mention: Mention, pool: readonly Scope[]): Mention | undefined {
  const { words } = clause
  const take = (scopes: readonly Scope[], word: number) => {
    clause.used.add(word)
    return withScopes(mention, scopes)
  }
  const next = words[mention.to] ?? ''
  const places = [mention.from - 1, mention.from - 2, ...(clause.adjectivesFollow ? [mention.to] : [])]
  for (const at of places) {
    const word = words[at] ?? ''
    const order = ordinals.get(word)
    if (order !== undefined && (next !== 'half' || order > 0)) return take(pool.slice(order, order + 1), at)
    if (word === 'last') return take(pool.slice(-1), at)
    if (pool.length < 2) continue
    const placed = sortBySide(pool, word)
    if (placed) return take(placed.slice(0, 1), at)
    const isOneOf = word === 'of' || (word === 'the' && words[at - 1] === 'of')
    if (isOneOf && has(clause, / one of /)) return take(pool.slice(0, 1), at)
    if (/^(?:one|a)$/.test(word) && has(clause, / remove | delete | erase /)) return take(pool.slice(-1), at)
    const count = countOf(clause, word)
    if (count !== undefined && count < pool.length)
      return take(hasWord(clause, verbs.remove) ? pool.slice(-count) : pool.slice(0, count), at)
  }
  const side = pool.length > 1 ? sideBehind(clause, mention) : undefined
  const placed = side && sortBySide(pool, side.word)
  if (!side || !placed) return undefined
  const several = mention.plural && !/^(?:middle|center|centre)/.test(side.word)
  return take(placed.slice(0, several ? Math.ceil(pool.length / 2) : 1), side.at)
}

/** "two boats", unless the clause asks for this number of copies. */
function countOf(clause: Clause, word: string): number | undefined {
  const literal = literalAt(clause.literals, word)
  const number = literal?.kind === 'number' && literal.unit === undefined ? literal.value : undefined
  const count = number ?? (/^(?:several|few|many|lots)$/.test(word) ? undefined : numberWords.get(word))
  return count !== undefined && count > 1 && Number.isInteger(count) && isAboutWhatIs(clause)
    ? count
    : undefined
}

/** Whether the clause changes things at their position. Then a place in the clause identifies a thing. */
function isAboutWhatIs(clause: Clause): boolean {
  const moves = clause.words.some(
    (word) => verbs.move.has(word) || verbs.duplicate.has(word) || verbs.crop.has(word),
  )
  const removes = has(clause, / (?:remove|delete|erase|drop|discard|eliminate|hide|without|take|no) /)
  return (
    removes ||
    (!moves && (clause.colours.length > 0 || hasWord(clause, growing) || hasWord(clause, shrinking)))
  )
}

const behindNoun = /^(?:(?:that|which|is|are|on|at|in|of|from|the|to|very|far) )*$/

/** "the tree on the left", "le bateau du milieu". */
function sideBehind(clause: Clause, { to }: Mention): { word: string; at: number } | undefined {
  if (!isAboutWhatIs(clause)) return undefined
  const { words, colours } = clause
  const at = words.findIndex(
    (word, index) =>
      index >= to && /^(?:left|right|top|bottom|upper|lower|middle|center|centre)(?:most)?$/.test(word),
  )
  const isColour = (index: number) => colours.some(({ from, to: end }) => index >= from && index < end)
  const between = words.slice(to, at).filter((_, index) => !isColour(to + index))
  const isSide = at >= to && behindNoun.test(between.map((word) => `${word} `).join(''))
  // "left of" is a relation to a noun that follows.
  return isSide && (words[at + 1] !== 'of' || at + 2 === words.length)
    ? { word: words[at] ?? '', at }
    : undefined
}

/**
 * "the tree next to the house": the words between two nouns, if the second defines the position of the first.
 */
function relationTo(clause: Clause, { to }: Mention, next: Mention): string | undefined {
  const between = clause.words.slice(to, next.from).join(' ')
  const relation =
    /^(?:that |which |is |are )*(?:(?:to|on|at) the )?(left of|right of|next to|beside|near|behind|under|below|above|over|on|ontop of|in front of|by)(?: the| a| an| its)*$/.exec(
      between,
    )?.[1]
  return relation !== undefined && isAboutWhatIs(clause) ? relation : undefined
}

function besideReference(
  { plural }: Mention,
  pool: readonly Scope[],
  relation: string,
  { scopes }: Mention,
): readonly Scope[] {
  const [other] = scopes
  if (!other || pool.length < 2) return pool
  const middle = ({ box }: Scope) => box.x + box.width / 2
  const distance = (scope: Scope) => Math.abs(middle(scope) - middle(other))
  const side = relation === 'left of' ? -1 : relation === 'right of' ? 1 : 0
  if (side === 0) return pool
  const beside = pool.filter((scope) => (middle(scope) - middle(other)) * side > 0)
  return plural ? beside : beside.toSorted((a, b) => distance(a) - distance(b)).slice(0, 1)
}

/** Only the things in the colour that precedes the noun. */
function ofColour(clause: Clause, mention: Mention, pool: readonly Scope[]): readonly Scope[] {
  const colour = clause.colours.find(
    ({ to, from }) => to === mention.from || (clause.adjectivesFollow && from === mention.to),
  )
  if (!colour || pool.length < 2) return pool
  const alike = pool.filter((scope) => {
    const weights = weighShapes(scope.shapes)
    const sum = [...weights.values()].reduce((total, one) => total + one, 0)
    const own = findMeant(weights, colour.hex, colour.name)
    return own.reduce((total, hex) => total + (weights.get(hex) ?? 0), 0) > sum * 0.3
  })
  return alike.length > 0 ? alike : pool
}

/** Sorts by a word of place or size, best match first; undefined for another word. */
export function sortBySide(scopes: readonly Scope[], word: string): readonly Scope[] | undefined {
  const middle = ({ box }: Scope) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })
  const area = ({ box }: Scope) => box.width * box.height
  if (/^left(?:most)?$/.test(word)) return scopes.toSorted((a, b) => middle(a).x - middle(b).x)
  if (/^right(?:most)?$/.test(word)) return scopes.toSorted((a, b) => middle(b).x - middle(a).x)
  if (/^(?:top|upper|topmost|highest)$/.test(word))
    return scopes.toSorted((a, b) => middle(a).y - middle(b).y)
  if (/^(?:bottom|lower|lowest)$/.test(word)) return scopes.toSorted((a, b) => middle(b).y - middle(a).y)
  if (/^(?:middle|center|centre)$/.test(word)) {
    const ordered = scopes.toSorted((a, b) => middle(a).x - middle(b).x)
    return ordered.slice(Math.floor((ordered.length - 1) / 2))
  }
  if (/^(?:biggest|largest|big|large)$/.test(word)) return scopes.toSorted((a, b) => area(b) - area(a))
  if (/^(?:smallest|small)$/.test(word)) return scopes.toSorted((a, b) => area(a) - area(b))
  return undefined
}
