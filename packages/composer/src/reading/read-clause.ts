import { readHex, shiftHex, writeHex } from '../colour.ts'
import type { Library } from '../concepts/library.ts'
import { findByName, findBySpelling, findByStem, findByWords, type Match } from '../concepts/search.ts'
import { colourAndThing, colourShades, namedColours } from '../words/colours.ts'
import {
  businessWords,
  emptyWords,
  genericWords,
  measureWords,
  numberWords,
  partWords,
  requestWords,
  sizeWords,
} from '../words/grammar.ts'
import { type Scene, sceneAdjectives, sceneWords } from '../words/scenes.ts'
import { foldText, isPlural, phraseOf, toSingular } from '../words/word-forms.ts'
import type { Clause, Piece } from './split-clauses.ts'

/** A clause after its small words are understood; `match` is what to draw, if it names a thing at all. */
export type ReadClause = {
  relation: Clause['relation']
  joint: string
  count: number | undefined
  plural: boolean
  colours: string[]
  /** Many colours were asked for without naming them. */
  colourful: boolean
  scale: number
  term: string
  match: Match | undefined
  /** Scenery named by the clause's last words. */
  sceneHead: string | undefined
  /** Scenery named by adjectives: "winter" in "a winter cabin". */
  scene: Scene
  part: boolean
  /** Words after the head that nothing could be made of. */
  ignored: string[]
  emblem: boolean
}

const countNamedMax = 999

export function readClause(library: Library, clause: Clause): ReadClause {
  const read: ReadClause = {
    relation: clause.relation,
    joint: clause.joint,
    count: undefined,
    plural: false,
    colours: [],
    colourful: false,
    scale: 1,
    term: '',
    match: undefined,
    sceneHead: undefined,
    scene: {},
    part: false,
    ignored: [],
    emblem: false,
  }
  const rest = takeModifiers(clause.pieces, read)
  const asked = rest.filter((piece) => piece.kind === 'thing' || !requestWords.has(piece.text))
  read.emblem = clause.pieces.some(({ text }) => /^(?:icon|logo|emblem|pictogram|badge)s?$/.test(text))
  // "a poster" alone is the thing itself; "a poster of a fox" is about a fox.
  const content = dropMeasures(
    asked.length > 0
      ? asked
      : rest.filter(({ text }) => !/^(?:draw|create|make|generate|please|me|i|us)$/.test(text)),
  )
  const named = content.filter((piece) => piece.kind === 'thing' || !emptyWords.has(piece.text))
  const words = dropGeneric(named.length > 0 ? named : content, read.emblem)
  read.term = words.map(({ text }) => text).join(' ')
  const place = findSceneHead(words)
  // "a submarine underwater" names a thing and then its place; "a sunset" is only a place.
  const before = place === undefined ? undefined : findHead(library, words.slice(0, -place.split(' ').length))
  const apart = before?.match.certainty === 'exact'
  if (apart && place !== undefined) Object.assign(read.scene, sceneWords.get(place))
  else read.sceneHead = place
  const head = apart ? before : findHead(library, words)
  words.slice(0, -1).forEach((piece, at) => {
    if (piece.kind !== 'word' || !sceneAdjectives.has(piece.text) || at === head?.at) return
    Object.assign(read.scene, sceneWords.get(toSingular(piece.text)))
  })
  read.ignored = head
    ? words
        .slice(head.at + 1)
        .flatMap(({ text }) => (/ing$/.test(text) || emptyWords.has(text) || apart ? [] : text))
    : []
  read.match = head?.match
  read.plural = head ? meansSeveral(head.word, head.match) : false
  read.part =
    read.relation === 'with' && clause.joint === 'with' && partWords.has(toSingular(words.at(-1)?.text ?? ''))
  if (head && head.at >= 0 && read.colours.length > 0)
    read.term = words
      .slice(0, head.at + 1)
      .map(({ text }) => text)
      .join(' ')
  return read
}

const pairNouns = new Set(
  'glasses sunglasses scissors jeans pants trousers shorts goggles binoculars headphones stairs'.split(' '),
)

/** "cats" are several; "glasses" and "chopsticks" are one thing that is drawn, and called, in the plural. */
function meansSeveral(word: string, { concept }: Match): boolean {
  return !word.includes(' ') && isPlural(word) && !foldText(concept.label).endsWith(word)
}

function takeModifiers(pieces: readonly Piece[], read: ReadClause): Piece[] {
  const rest: Piece[] = []
  pieces.forEach((piece, at) => {
    if (piece.kind === 'thing') {
      const [first = ''] = piece.text.split(' ')
      const colour = namedColours.get(first)
      // "black cat" is a drawing of its own; its colour must reach styles that would not show it. A red fox
      // is red by nature, in a tone that no paint has.
      if (colour !== undefined && piece.text !== 'red fox') read.colours.push(colour)
      rest.push(piece)
      return
    }
    const { text } = piece
    const next = pieces[at + 1]?.text
    // "a pair of jeans" is one thing; "a wedding couple" is two people, not two weddings.
    if (
      /^(?:pair|couple|trio|dozen)s?$/.test(text) &&
      (next === undefined || pairNouns.has(pieces.at(-1)?.text ?? ''))
    )
      return
    const count = numberWords.get(text) ?? (/^\d{1,3}$/.test(text) ? Number(text) : undefined)
    if (count !== undefined && count >= 1 && count <= countNamedMax) {
      // "half a dozen", "two pairs": the larger reading is the one meant.
      read.count = Math.max(read.count ?? 1, count)
      return
    }
    if (isColour(pieces, at)) {
      read.colours.push(readColour(pieces, at))
      return
    }
    if (colourShades.has(text) && isColour(pieces, at + 1)) return
    if (/^(?:colou?rful|multicolou?red|rainbow)$/.test(text) && at < pieces.length - 1) {
      read.colourful = true
      return
    }
    const scale = sizeWords.get(text)
    if (scale !== undefined) {
      read.scale = scale
      return
    }
    rest.push(piece)
  })
  return rest
}

function isColour(pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at]
  if (piece?.kind !== 'word' || !namedColours.has(piece.text)) return false
  if (!colourAndThing.has(piece.text)) return true
  return pieces.slice(at + 1).some(({ kind, text }) => kind === 'thing' || !requestWords.has(text))
}

function readColour(pieces: readonly Piece[], at: number): string {
  const hex = namedColours.get(pieces[at]?.text ?? '') ?? '#888888'
  const shade = colourShades.get(pieces[at - 1]?.text ?? '')
  if (!shade) return hex
  const changed = shiftHex(hex, shade)
  const colour = readHex(changed)
  // Light black is still no white: a shade stays a shade of its colour.
  return colour ? writeHex({ ...colour, l: Math.min(0.93, Math.max(0.2, colour.l)) }) : changed
}

/** "a slice of pizza" is about pizza; "the head of a lion" about the lion. */
function dropMeasures(pieces: readonly Piece[]): Piece[] {
  const of = pieces.findLastIndex(({ text }) => text === 'of')
  if (of < 0 || of === pieces.length - 1) return pieces.filter(({ text }) => text !== 'of')
  const before = pieces.slice(0, of).filter(({ text }) => text !== 'of')
  const after = pieces.slice(of + 1)
  const measured = before.every(
    ({ kind, text }) => kind === 'word' && (measureWords.has(toSingular(text)) || emptyWords.has(text)),
  )
  return measured ? after : [...before, ...after]
}

/** "a hospital building" is a hospital; the logo of a coffee shop shows coffee. */
function dropGeneric(pieces: readonly Piece[], emblem: boolean): readonly Piece[] {
  const specific = pieces.filter(
    ({ kind, text }) =>
      kind === 'thing' ||
      !(genericWords.has(toSingular(text)) || (emblem && businessWords.has(toSingular(text)))),
  )
  return specific.length > 0 ? specific : pieces
}

function findSceneHead(pieces: readonly Piece[]): string | undefined {
  for (const length of [2, 1]) {
    const phrase = phraseOf(
      pieces
        .slice(-length)
        .map(({ text }) => text)
        .join(' '),
    )
    if (pieces.length >= length && sceneWords.has(phrase)) return phrase
  }
  return undefined
}

/** What the phrase is about: the name that ends last, then any keyword, then a near spelling. */
function findHead(
  library: Library,
  pieces: readonly Piece[],
): { match: Match; word: string; at: number } | undefined {
  for (let end = pieces.length; end > 0; end--) {
    const last = pieces[end - 1]
    if (last?.kind === 'thing') {
      return {
        match: last.match,
        word: / (?:with|of|in|on) /.test(last.text) ? last.text : lastWord(last.text),
        at: end - 1,
      }
    }
    // "a chef cooking" is about the chef, though "cooking" is a drawing too.
    if (
      /^[a-z]{3,}ing$/.test(last?.text ?? '') &&
      pieces.slice(0, end - 1).some((piece) => isLiving(library, piece))
    )
      continue
    for (let start = Math.max(0, end - 3); start < end; start++) {
      const phrase = pieces
        .slice(start, end)
        .map(({ text }) => text)
        .join(' ')
      const match = findByName(library, phrase)
      if (match && isLikelyThing(match, end === pieces.length))
        return { match, word: last?.text ?? '', at: end - 1 }
    }
  }
  const words = pieces.map(({ text }) => text).filter((text) => !emptyWords.has(text))
  const keyword = findByWords(library, words.map(toSingular))
  if (keyword) return { match: keyword, word: words.at(-1) ?? '', at: pieces.length - 1 }
  for (const word of words.toReversed()) {
    const spelled = findBySpelling(library, word) ?? findByStem(library, toSingular(word))
    if (spelled) return { match: spelled, word, at: pieces.length - 1 }
  }
  return undefined
}

function isLiving(library: Library, { kind, text }: Piece): boolean {
  const match = kind === 'word' ? findByName(library, text) : undefined
  return match !== undefined && /creature|person|face/.test(match.concept.kind)
}

/** Interface icons have names such as "line" or "move": only the last word of a phrase may mean one. */
function isLikelyThing(match: Match, isLast: boolean): boolean {
  return isLast || (match.concept.kind !== 'icon' && match.concept.kind !== 'symbol')
}

function lastWord(text: string): string {
  return text.split(' ').at(-1) ?? text
}
