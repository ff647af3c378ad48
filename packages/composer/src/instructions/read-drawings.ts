import type { Edit } from '@chatsvg/svg'
import type { Box } from '../art/bounds.ts'
import { readHex } from '../colour.ts'
import { findConcept } from '../concepts/find-concept.ts'
import type { DrawingStyle, ScenePlan } from '../plan/scene-plan.ts'
import { traitsOf } from '../traits/traits.ts'
import { sizeWords } from '../words/grammar.ts'
import { sceneWords } from '../words/scenes.ts'
import { type Clause, findLiteral, has, hasWord, use } from './clause.ts'
import { type Context, isWhole, type Outcome, tidy } from './context.ts'
import {
  boxOfWorn,
  coloursOfWords,
  type DrawnThing,
  drawWordsAnew,
  fitThing,
  sizeWithin,
} from './draw-thing-alone.ts'
import { swapGroup } from './read-looks.ts'
import { besideBox, findSides, marginShare, placeAt } from './read-places.ts'
import type { Scope } from './scope.ts'
import { fillers, stylesByWord, verbs } from './vocabulary.ts'

/** The longer side of an added thing, as a share of the shorter side of the canvas. */
const addedShare = 0.3
/** The same, as a share of the thing that it is put on. */
const wornShare = 0.5
const sizeFactors: Readonly<Record<string, number>> = { tiny: 0.45, small: 2 / 3, large: 1.5, hero: 2 }
const relationWords =
  /^(?:at|in|on|to|next|above|below|left|right|under|beside|near|behind|top|bottom|upper|lower|middle|center|centre|corner|side|edge|ontop|onto|over|underneath|beneath|close|front|by|with|of|into|there|also)$/

/** "add a moon at the top right", "put a hat on the dog". */
export function readAddition(context: Context): Outcome | undefined {
  const { clause, mentions, parts, targets } = context
  const wishes = has(
    clause,
    / there (?:should|could|must|shall) be | (?:can|could|may) (?:we|i|you) have | (?:want|need|like) (?:to have )?an? /,
  )
  if (!hasWord(clause, verbs.add) && !wishes) return undefined
  const gives = has(clause, / give /)
  const other = gives ? mentions[0] : mentions.find(({ from }) => isAfterRelation(clause, from))
  // In a picture without names any noun may mean the picture. Here it names the thing to draw.
  const things = mentions.filter(({ scopes, from }) => !scopes.some(isWhole) || isAfterRelation(clause, from))
  const own = things.find((mention) => mention !== other)
  if (own && !own.scopes.some(isWhole)) {
    const [scope] = own.scopes
    return scope && has(clause, / (?:add|insert|draw|append) /) ? addAgain(context, scope) : undefined
  }
  const words = clause.words.filter(
    (word, at) =>
      !relationWords.test(word) &&
      !(verbs.add.has(word) && at < 3) &&
      !(fillers.has(word) && !/^(?:a|an|one)$/.test(word)) &&
      !/[\ue000-\uf8ff]/u.test(word) &&
      !things.some(({ from, to }) => at >= from && at < to),
  )
  const thing = words.length === 0 ? undefined : context.draw(words.join(' '))
  if (!thing) return undefined
  for (const [at, word] of clause.words.entries())
    if (words.includes(word) || relationWords.test(word)) clause.used.add(at)
  const { viewBox: view } = parts
  const size = words
    .map((word) => sizeFactors[sizeWords.get(word) ?? ''])
    .find((factor) => factor !== undefined)
  const side = Math.min(view.width, view.height) * addedShare * (size ?? 1)
  const scope = other?.noun === 'sky' ? undefined : other?.scopes[0]
  const worn = scope ? readWorn(context, thing, scope) : {}
  const added = [{ name: thing.name, count: thing.count, ...(thing.color ? { color: thing.color } : {}) }]
  if (worn.plan) return { edits: [], plan: worn.plan, added }
  const box =
    scope && !isWhole(scope)
      ? (worn.box ?? boxBeside(clause, thing, scope.box, side, view))
      : boxAt(context, thing.name, side)
  const behind = has(clause, / behind /) && scope ? { place: { before: scope.target } } : {}
  return {
    edits: [{ op: 'insert', svg: fitThing(thing, box), ...behind }],
    scopes: [targets.all],
    added,
  }
}

function isAfterRelation({ words }: Clause, at: number): boolean {
  return words.slice(Math.max(0, at - 3), at).some((word) => relationWords.test(word))
}

/** A thing that the picture already has is copied to the requested place. */
function addAgain({ clause, parts }: Context, scope: Scope): Outcome {
  const { viewBox: view } = parts
  const place = placeAt(findSides(clause), scope.box, view)
  const beside = scope.box.x + scope.box.width * 2.1 <= view.x + view.width ? 1.1 : -1.1
  const x =
    place.x === undefined ? (place.y === undefined ? scope.box.width * beside : 0) : place.x - scope.box.x
  const y = place.y === undefined ? 0 : place.y - scope.box.y
  for (const [at, word] of clause.words.entries()) if (relationWords.test(word)) clause.used.add(at)
  return { edits: [{ op: 'duplicate', target: scope.target, x: tidy(x), y: tidy(y) }], scopes: [scope] }
}

function boxAt({ clause, parts, library }: Context, name: string, side: number): Box {
  const { viewBox: view } = parts
  const sides = has(clause, / (?:in|on) the sky /) ? ({ x: 'center', y: 'top' } as const) : findSides(clause)
  const concept = findConcept(library, name)?.concept
  const isInSky = concept !== undefined && (concept.kind === 'sky' || traitsOf(concept).overhead)
  const chosen =
    (sides.x ?? sides.y) === undefined
      ? isInSky
        ? ({ x: 'right', y: 'top' } as const)
        : ({ x: 'center', y: 'bottom' } as const)
      : { x: sides.x ?? ('center' as const), y: sides.y ?? ('center' as const) }
  const place = placeAt(chosen, { width: side, height: side }, view)
  return { x: place.x ?? view.x, y: place.y ?? view.y, width: side, height: side }
}

/**
 * "add a hat to the woman", "put a crown on the cat": where the wearer's drawing has its head or neck, or the
 * plan in which it wears it.
 */
function readWorn(
  { clause, library, plan }: Context,
  { name, color }: DrawnThing,
  scope: Scope,
): { box?: Box; plan?: ScenePlan } {
  const concept = findConcept(library, name)?.concept
  const wearer = plan?.things.find(({ id }) => id === scope.part?.ownId)
  const match = wearer && 'concept' in wearer && findConcept(library, wearer.concept)
  if (!has(clause, / (?:on|onto|to|for|give) /) || !concept || !plan || !match) return {}
  if (traitsOf(concept).worn === undefined || !traitsOf(match.concept).living) return {}
  const worn = boxOfWorn(library, plan, wearer.id, name, scope)
  if (worn || (wearer.count ?? 1) > 1) return worn ? { box: worn } : {}
  const id = `${name.replaceAll(/[^a-z]+/g, '-')}-${plan.things.length + 1}`
  const thing = {
    id,
    concept: name,
    place: { wornBy: wearer.id },
    ...(color ? { colours: { all: color } } : {}),
  }
  return { plan: { ...plan, things: [...plan.things, thing] } }
}

function boxBeside(clause: Clause, thing: DrawnThing, other: Box, side: number, view: Box): Box {
  const on = has(clause, / (?:on|ontop|onto|give) /)
  const width = on ? other.width * wornShare : side
  const size = sizeWithin(thing, width, on ? Number.POSITIVE_INFINITY : side)
  const front = has(clause, / front of /)
  const place = besideBox(clause, size, other, view) ?? {
    x: other.x + (other.width - size.width) / 2,
    y: front ? other.y + other.height - size.height * 0.9 : other.y + (other.height - size.height) / 2,
  }
  return { ...place, ...size }
}

/** "change the text to HELLO", "it should say CLOSED", "add the words Happy Birthday". */
export function readText(context: Context): Outcome | undefined {
  const { clause, parts, plan, library, targets } = context
  const quotes = clause.words.flatMap((word) => {
    const found = findLiteral({ ...clause, words: [word] }, 'quote')
    return found ? [found.literal.text] : []
  })
  const named = quotes.length === 0 ? replacementIn(context) : undefined
  if (named) quotes.push(named.from, named.to)
  const names = has(clause, / (?:text|words?|title|caption|letters|writing|says?|saying|reads?|write|label) /)
  if (!names && quotes.length === 0) return undefined
  const removes = has(clause, / (?:remove|delete|erase|without) /)
  if (
    removes &&
    quotes[0] !== undefined &&
    parts.shapes.some(({ text }) => text?.includes(quotes[0] ?? ''))
  ) {
    for (let at = 0; at < clause.words.length; at++) clause.used.add(at)
    return { edits: [{ op: 'remove', target: { text: quotes[0] } }] }
  }
  if (removes) return undefined
  const bare = quotes.length === 0 ? textBehind(context) : undefined
  // "write me a poem": a text is written only if it is quoted, follows "the words", or has a capital.
  const isWritten = has(clause, / (?:text|words?|title|caption|letters) /) || /^\p{Lu}/u.test(bare ?? '')
  const text = quotes.at(-1) ?? (isWritten ? bare : undefined)
  if (text === undefined || text === '') return undefined
  const done = (outcome: Outcome): Outcome => {
    for (let at = 0; at < clause.words.length; at++) clause.used.add(at)
    return outcome
  }
  const texts = parts.shapes.filter(({ text: own }) => own !== undefined)
  const adds = has(clause, / (?:add|write|insert|put|append|draw) /)
  const old = quotes.length > 1 ? quotes[0]?.toLowerCase() : undefined
  const lettered = plan?.things.find(
    (thing) => 'text' in thing && (old === undefined || thing.text.toLowerCase().includes(old)),
  )
  if (!adds && texts.length > 0) {
    const meant = old === undefined ? texts : texts.filter((one) => one.text?.toLowerCase().includes(old))
    const [first] = meant
    if (!first) return undefined
    const target = old === undefined ? { path: [...first.path] } : { text: quotes[0] ?? '' }
    return done({ edits: [{ op: 'text', target, text }] })
  }
  if (!adds && plan && lettered && 'text' in lettered) {
    const scope = targets.things.find(({ part }) => part?.ownId === lettered.id)
    if (!scope?.part) return undefined
    const colours = coloursOfWords(scope.shapes, lettered.frame !== undefined && lettered.frame !== 'card')
    const svg = drawWordsAnew(library, plan, lettered, text, colours)
    return done(swapGroup(scope, svg, parts.lastOfRoot))
  }
  if (!adds) return undefined
  return done(addWords(context, text))
}

/** "change OPEN to CLOSED": the current text and the new one. */
function replacementIn({ instruction, parts, plan }: Context): { from: string; to: string } | undefined {
  const match =
    /(?:change|replace|turn|switch|swap|from)\s+(.{1,80}?)\s+(?:to|with|into|by|for)\s+(.{1,80}?)[.!]?$/iu.exec(
      instruction,
    )
  const [, from = '', to = ''] = match ?? []
  const drawnTexts = [
    ...parts.shapes.map(({ text }) => text ?? ''),
    ...(plan?.things.map((thing) => ('text' in thing ? thing.text : '')) ?? []),
  ]
  const isDrawn = drawnTexts.some((text) => text.trim().toLowerCase() === from.trim().toLowerCase())
  return isDrawn && from !== '' ? { from: from.trim(), to: to.trim() } : undefined
}

/** The words after "to", "say", "read" or "the words", with the capitals of the instruction. */
function textBehind({ instruction, clause }: Context): string | undefined {
  const adds = has(clause, / (?:add|write|insert|put|append) /)
  const pattern = adds ? addedText : changedText
  return pattern.exec(instruction)?.[1]?.trim()
}

const changedText =
  /\b(?:text|words?|title|caption|letters|it|sign|card|label)\b.*?\b(?:to|says?|saying|reads?|zu|en|à|a|in|на|with)\b\s*:?\s+(.{1,80}?)[.!]?$/iu
const addedText =
  /\b(?:the words?|the text|text|words|title|caption|write|schreibe|écris|escribe|scrivi|escreva|напиши)\b\s*:?\s+(.{1,80}?)(?:\s+(?:at|in|on|under|above|below)\s+the\s.*)?[.!]?$/iu

function addWords(context: Context, text: string): Outcome {
  const { clause, parts, targets } = context
  const { viewBox: view } = parts
  const margin = Math.min(view.width, view.height) * marginShare
  const height = view.height * 0.15
  const { y = 'bottom' } = findSides(clause)
  const ground = targets.scene[0] ? parts.shapes[targets.scene[0].from]?.fill : undefined
  const isDark = (readHex(ground ?? '')?.l ?? 1) < 0.5
  const colour = clause.colours.at(-1)?.hex ?? (isDark ? '#ffffff' : undefined)
  const thing = context.draw(`the words "${text.replaceAll('"', '')}"`, colour)
  if (!thing) return { edits: [] }
  const place = placeAt({ x: undefined, y }, { width: 0, height }, view)
  const box = { x: view.x + margin, y: place.y ?? view.y, width: view.width - margin * 2, height }
  return {
    edits: [{ op: 'insert', svg: fitThing({ ...thing, name: text }, box) }],
    added: [{ name: text, count: 1 }],
  }
}

/** "in line art style", "make it a cartoon". */
export function readStyle({ clause, plan, mentions }: Context): Outcome | undefined {
  const says = has(clause, / style(?:d|s)? /)
  const text = clause.text.replaceAll(' lineart ', ' line art ').replaceAll(' threed ', ' 3 d ')
  const found = stylesByWord.find(([pattern]) => pattern.test(text))
  const isNamed =
    / (?:make|draw|redraw|turn) (?:it|this|everything|the \w+)? ?(?:more |in |to )?(?:minimal|flat|modern) | (?:lineart|cartoon|cartoonish|comic|threed|minimalist|minimalistic|sketch) /.test(
      clause.text,
    )
  if (!found || (!says && !isNamed) || !plan || mentions.some(({ scopes }) => !scopes.some(isWhole)))
    return undefined
  for (let at = 0; at < clause.words.length; at++) clause.used.add(at)
  return { edits: [], plan: { ...plan, style: found[1] as DrawingStyle } }
}

/** "make it night", "in winter". */
export function readScene({ clause, plan, mentions, library }: Context): Outcome | undefined {
  if (!plan || mentions.length > 0 || clause.colours.length > 0) return undefined
  const words = clause.words.filter(
    (word) => !fillers.has(word) && !/^(?:make|turn|change|set|put|time|at)$/.test(word),
  )
  const backdrops = words.map((word) => sceneWords.get(word))
  if (words.length === 0 || backdrops.some((one) => one === undefined) || library === undefined)
    return undefined
  const { background } = plan
  if (background === 'none') return undefined
  const before = typeof background === 'string' ? {} : background
  for (let at = 0; at < clause.words.length; at++) clause.used.add(at)
  return { edits: [], plan: { ...plan, background: Object.assign({}, before, ...backdrops) } as ScenePlan }
}

/** "a gradient background from pink to orange". */
export function readGradient({ clause, parts, targets }: Context): Outcome | undefined {
  if (!has(clause, / gradient /) || !has(clause, / (?:background|backdrop|sky) /)) return undefined
  const [first, second] = clause.colours
  if (!first) return undefined
  const { x, y, width, height } = parts.viewBox
  const [from, to] = [first.hex, second?.hex ?? '#ffffff']
  const svg = `<defs><linearGradient id="background-paint" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs><rect aria-label="background" x="${x}" y="${y}" width="${width}" height="${height}" fill="url(#background-paint)"/>`
  for (const { from: start, to: end } of clause.colours)
    for (let at = start; at < end; at++) clause.used.add(at)
  use(clause, /^(?:gradient|background|backdrop|sky)$/)
  const lowest = Math.min(...parts.shapes.map(({ path }) => path[0] ?? 0))
  const bare = targets.scene.map(
    ({ id, path }): Edit => ({ op: 'remove', target: id === undefined ? { path: [...path] } : { id } }),
  )
  return { edits: [{ op: 'insert', svg, place: { before: { path: [lowest] } } }, ...bare] }
}
