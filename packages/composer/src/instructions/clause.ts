import { markOf } from '../reading/request.ts'
import { tokenise } from '../reading/tokenise.ts'
import { colourShades, hexOf, namedColours } from '../words/colours.ts'
import { type Literal, literalAt } from './literals.ts'

/** A colour that a clause names: `from` its first word, before `to`. */
export type ColourMention = { from: number; to: number; hex: string; name: string | undefined }

/** A part of an instruction that asks for one thing. Words are English, folded; literals are marks. */
export type Clause = {
  words: readonly string[]
  /** All words, each with a blank on both sides, so that patterns can match whole words. */
  text: string
  literals: readonly Literal[]
  colours: readonly ColourMention[]
  /** Colours and places come after their noun. */
  adjectivesFollow: boolean
  /** Positions of the words that are understood. */
  used: Set<number>
}

/** A swap has its two colours around the "and". */
const swapping = /^(?:please )?(?:swap|exchange|switch)$/

const phrases: readonly (readonly [RegExp, string])[] = [
  [/\b(?:black|b)\s*(?:and|&|n)\s*(?:white|w)\b/giu, 'blackwhite'],
  [/\bgr[ea]y[ -]?scale\b/giu, 'grayscale'],
  [
    /\b(?:get(?:ting)? rid of|take (?:away|out|off)|throw out|i (?:do not|don['’]?t) (?:want|need|like))\b/giu,
    'remove',
  ],
  [/\bsee[ -]?through\b/giu, 'half transparent'],
  [/\b(?:semi|half)[ -]?(?:transparent|translucent|opaque)\b/giu, 'half transparent'],
  [/\b(?:counter|anti)[ -]?clock[ -]?wise\b/giu, 'counterclockwise'],
  [/\bupside[ -]down\b/giu, 'upside down'],
  [/\bright[ -]hand\b/giu, 'right'],
  [/\bleft[ -]hand\b/giu, 'left'],
  [/\b(?:one|1) more\b/giu, 'another'],
  [/\b(?:in to|into)\b/giu, 'to'],
  [/\bline[ -]art\b/giu, 'lineart'],
  [/\braise\b/giu, 'move up'],
  [/^\s*(?:please )?lower(?= the| it)/giu, 'move down'],
  [/[:=]/g, ' '],
  [/\b3-?d\b/giu, 'threed'],
  [/\b(?:on|to|at) top of\b/giu, 'ontop of'],
]

/** Splits glossed text where the next wish begins, and drops empty parts. */
export function splitClauses(
  english: string,
  literals: readonly Literal[],
  adjectivesFollow: boolean,
): Clause[] {
  const text = phrases.reduce((rest, [pattern, to]) => rest.replace(pattern, to), english)
  const clauses: string[][] = [[]]
  for (const token of tokenise(text)) {
    if (token.kind === 'break') clauses.push([])
    else if (token.kind === 'request') clauses.at(-1)?.push(markOf(token.at))
    else if (token.kind === 'word' && /^(?:and|then|also)$/.test(token.text)) {
      if (clauses.at(-1)?.some((word) => swapping.test(word))) clauses.at(-1)?.push(token.text)
      else clauses.push([])
    } else if (token.kind === 'word') clauses.at(-1)?.push(token.text.replaceAll("'", ''))
  }
  return joinNumbers(clauses.filter((words) => words.length > 0)).map((words) =>
    makeClause(words, literals, adjectivesFollow),
  )
}

/** "around the triangle, 3px": a number alone belongs to the words before it. */
function joinNumbers(clauses: readonly string[][]): string[][] {
  const joined: string[][] = []
  for (const words of clauses) {
    const isNumber = words.every((word) => /^[\ue000-\uf8ff]$/u.test(word))
    const last = joined.at(-1)
    if (isNumber && last) last.push(...words)
    else joined.push(words)
  }
  return joined
}

export function makeClause(
  words: readonly string[],
  literals: readonly Literal[],
  adjectivesFollow: boolean,
): Clause {
  return {
    words,
    text: ` ${words.join(' ')} `,
    literals,
    colours: findColours(words, literals),
    adjectivesFollow,
    used: new Set(),
  }
}

function findColours(words: readonly string[], literals: readonly Literal[]): ColourMention[] {
  const found: ColourMention[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const next = words[at + 1] ?? ''
    const literal = literalAt(literals, word)
    if (literal?.kind === 'colour') found.push({ from: at, to: at + 1, hex: literal.hex, name: undefined })
    else if (colourShades.has(word) && namedColours.has(next) && !isThing(word, words[at - 1])) {
      const name = `${word} ${next}`
      found.push({ from: at, to: at + 2, hex: hexOfName(name), name })
      at += 1
    } else if (namedColours.has(word) && !(word === 'sky' && !colourShades.has(words[at - 1] ?? '')))
      found.push({ from: at, to: at + 1, hex: hexOfName(word), name: word })
  }
  return found
}

/** In "the sky pink", the sky is a thing, and "sky pink" is not a colour. */
function isThing(shade: string, before: string | undefined): boolean {
  return /^(?:sky|forest|baby|navy)$/.test(shade) && before === 'the'
}

/**
 * As `hexOf`, but black is pure black and white is pure white: an instruction means the colours themselves.
 */
function hexOfName(name: string): string {
  if (name === 'black') return '#000000'
  if (name === 'white') return '#ffffff'
  return hexOf(name) ?? '#000000'
}

/** The first literal of a kind, and its position. */
export function findLiteral<Kind extends Literal['kind']>(
  { words, literals }: Clause,
  kind: Kind,
  is: (literal: Extract<Literal, { kind: Kind }>) => boolean = () => true,
): { at: number; literal: Extract<Literal, { kind: Kind }> } | undefined {
  for (const [at, word] of words.entries()) {
    const literal = literalAt(literals, word)
    if (literal?.kind !== kind) continue
    const own = literal as Extract<Literal, { kind: Kind }>
    if (is(own)) return { at, literal: own }
  }
  return undefined
}

export const has = (clause: Clause, pattern: RegExp): boolean => pattern.test(clause.text)

export const hasWord = ({ words }: Clause, set: ReadonlySet<string>): boolean =>
  words.some((word) => set.has(word))

/** Marks words as understood. */
export function use(clause: Clause, pattern: RegExp): void {
  for (const [at, word] of clause.words.entries()) if (pattern.test(word)) clause.used.add(at)
}
