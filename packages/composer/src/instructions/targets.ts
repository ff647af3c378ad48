import type { Target } from '@chatsvg/svg'
import type { Box } from '../art/bounds.ts'
import { readHex } from '../colour.ts'
import type { Library } from '../concepts/library.ts'
import { findPart } from '../styles/find-part.ts'
import { partWords } from '../words/grammar.ts'
import { isPlural, phraseOf, toSingular } from '../words/word-forms.ts'
import { chooseThings, sortBySide } from './choose-things.ts'
import type { Clause } from './clause.ts'
import { findFamily, weighShapes } from './colour-families.ts'
import { type PicturePart, type PictureParts, type PictureShape, unite } from './picture-parts.ts'
import type { Mention, Scope } from './scope.ts'
import { colourNouns, editVocabulary } from './vocabulary.ts'

export type Targets = {
  all: Scope
  /** The things in front of the setting; the whole picture if nothing has a name. */
  subjects: readonly Scope[]
  things: readonly Scope[]
  find(clause: Clause): Mention[]
  /** All copies of a part, or the part alone if it has none. */
  copiesOf(scope: Scope): readonly Scope[]
  scene: readonly PicturePart[]
  /**
   * Finds a scope from before the last change in the current picture; empty if it is gone.
   *
   * @param keepsPaths no element was added or removed.
   */
  again(scope: Scope, keepsPaths: boolean): readonly Scope[]
}

const kindWords: Readonly<Record<string, readonly string[]>> = {
  circle: ['circle', 'ellipse'],
  dot: ['circle'],
  disc: ['circle'],
  oval: ['ellipse'],
  ellipse: ['ellipse'],
  square: ['rect'],
  rectangle: ['rect'],
  polygon: ['polygon'],
  line: ['line', 'polyline'],
  text: ['text'],
  word: ['text'],
  letter: ['text'],
  title: ['text'],
}
/** Names of parts that more often mean a place in the picture. */
const placeWords = new Set('center centre middle edge border frame shade'.split(' '))
const exception =
  / (?:except|besides|excluding|other than|apart from) | (?:everything|all|anything) (?:\w+ )?but /
const nounWordsMax = 4

export function createTargets(parts: PictureParts, library: Library): Targets {
  const { title } = parts
  const named = parts.parts.filter(({ isScene }) => !isScene)
  const tops = named.filter(({ depth }) => depth === 0)
  const scene = parts.parts.filter(({ isScene }) => isScene)
  const all: Scope = { target: { all: true }, shapes: parts.shapes, box: parts.viewBox }
  const things = tops.map(scopeOf)
  const content = parts.shapes.filter(
    (shape, at) => !scene.some(({ from, to }) => at >= from && at < to) && !isGround(shape, parts.viewBox),
  )
  const subjects =
    things.length > 0 ? things : [{ ...all, shapes: content.length > 0 ? content : parts.shapes }]
  return { all, subjects, things, find, copiesOf, scene, again }

  function scopeOf(part: PicturePart): Scope {
    const target: Target = part.id === undefined ? { path: [...part.path] } : { id: part.id }
    return { target, shapes: parts.shapes.slice(part.from, part.to), box: part.box, part }
  }

  function again(scope: Scope, keepsPaths: boolean): readonly Scope[] {
    const { target, part } = scope
    if ('all' in target) return [{ ...all, shapes: scope.shapes }]
    if (part?.id !== undefined) return named.filter(({ id }) => id === part.id).map(scopeOf)
    if (!keepsPaths) return []
    const paths = scope.shapes.map(({ path }) => path.join())
    const shapes = parts.shapes.filter(({ path }) => paths.includes(path.join()))
    return shapes.length > 0 ? [{ ...scope, shapes, box: unite(shapes) ?? scope.box }] : []
  }

  function copiesOf(scope: Scope): readonly Scope[] {
    const { part } = scope
    if (!part) return [scope]
    const inside = named.filter(
      ({ copy, from, to, name }) =>
        copy !== undefined && name === part.name && from >= part.from && to <= part.to,
    )
    return inside.length > 0 ? inside.map(scopeOf) : [scope]
  }

  function find(clause: Clause): Mention[] {
    const mentions: Mention[] = []
    for (let at = 0; at < clause.words.length; ) {
      const mention = mentionAt(clause, at, mentions)
      if (mention) mentions.push(mention)
      at = mention?.to ?? at + 1
    }
    const chosen = chooseThings(clause, joinParts(clause, mentions), copiesOf)
    return exception.test(clause.text) ? allOthers(chosen) : chosen
  }

  /** "everything but the sun": all things except the named ones. */
  function allOthers(mentions: readonly Mention[]): Mention[] {
    const [first] = mentions
    const named = mentions.flatMap(({ scopes }) => scopes.map(({ part }) => part?.ownId))
    const scopes = things.filter(({ part }) => !named.includes(part?.ownId))
    return first && scopes.length > 0 ? [{ ...first, scopes, plural: true }] : [...mentions]
  }

  /** "the roof of the house", "give the house a red roof": only the roof is meant. */
  function joinParts(clause: Clause, mentions: readonly Mention[]): Mention[] {
    const owners = new Set<Mention>()
    const joined = mentions.map((mention, at) => {
      if (!mention.scopes.some(({ isLoose }) => isLoose) || mention.noun === 'sky') return mention
      const next = mentions[at + 1]
      const isOwned = next && clause.words.slice(mention.to, next.from).includes('of')
      const scopes = isOwned ? partScopes(toSingular(mention.noun), [next]) : mention.scopes
      const owner = isOwned ? next : mentions[at - 1]
      if (owner && scopes.length > 0) {
        owners.add(owner)
        for (let word = owner.from; word < owner.to; word++) clause.used.add(word)
      }
      return scopes.length > 0 ? { ...mention, scopes } : mention
    })
    return joined.filter((_, at) => !owners.has(mentions[at] as Mention))
  }

  function mentionAt(clause: Clause, at: number, before: readonly Mention[]): Mention | undefined {
    const { words, colours } = clause
    for (let length = Math.min(nounWordsMax, words.length - at); length > 0; length--) {
      const phrase = words.slice(at, at + length)
      if (phrase.some((word) => /[\ue000-\uf8ff]/u.test(word))) continue
      // "the orange" in a picture without an orange is a colour.
      const isColour = colours.some(({ from, to }) => from <= at && to >= at + length)
      const scopes = scopesFor(phrase, isColour, before)
      if (!scopes) continue
      const last = phrase.at(-1) ?? ''
      return { from: at, to: at + length, noun: phrase.join(' '), scopes, plural: isPlural(last) }
    }
    return undefined
  }

  function scopesFor(
    phrase: readonly string[],
    isColour: boolean,
    before: readonly Mention[],
  ): readonly Scope[] | undefined {
    const name = phraseOf(phrase.join(' '))
    const exact = tops.filter((part) => isNamed(part, name, isColour))
    if (exact.length > 0) return exact.map(scopeOf)
    if (isColour) return undefined
    if (phrase.length === 1) {
      const word = toSingular(phrase[0] ?? '')
      const whole = tops.filter((part) => part.name.split(' ').includes(word) && word.length > 2)
      if (whole.length > 0) return whole.map(scopeOf)
      if (word === 'sky' && scene.length > 0) return skyScopes()
      const written = scopesOfWords(word)
      if (written.length > 0) return written
      const shapes =
        (kindWords[word] ?? [])
          .map((kind) => parts.shapes.filter(({ tag }) => tag === kind))
          .find((found) => found.length > 0) ?? []
      if (shapes.length > 0) return shapes.map(looseScope)
      if (partWords.has(word) && !placeWords.has(word)) {
        const inner = partScopes(word, before)
        if (inner.length > 0) return inner
      }
    }
    return isWholePicture(name) ? [all] : undefined
  }

  /** Letters that the composer drew, and the sign or banner behind them. */
  function scopesOfWords(word: string): Scope[] {
    const isGroundOfWords = /^(?:sign|banner|button|badge|label|plaque|bubble)$/.test(word)
    if (!isGroundOfWords && !/^(?:text|word|letter|title|lettering|writing)$/.test(word)) return []
    return things.flatMap((scope) => {
      if (!/^text(?:-\d+)?$/.test(scope.part?.ownId ?? '')) return []
      const letters = scope.shapes.at(-1)?.fill
      const shapes = scope.shapes.filter(({ fill }) => (fill === letters) !== isGroundOfWords)
      if (shapes.length === 0) return []
      return [
        { ...scope, shapes, box: unite(shapes) ?? scope.box, isLoose: shapes.length < scope.shapes.length },
      ]
    })
  }

  function isNamed(part: PicturePart, name: string, isColour: boolean): boolean {
    if (part.name === name) return true
    if (isColour) return false
    const [own, other] = [library.named(part.name), library.named(name)]
    return own !== undefined && own === other
  }

  /**
   * In a picture without names, a noun means the whole picture. If there is a title, it must contain the
   * noun.
   */
  function isWholePicture(name: string): boolean {
    if (tops.length > 0 || editVocabulary.has(name) || !library.hasName(name)) return false
    if (partWords.has(name.split(' ').at(-1) ?? '')) return false
    const titleWords = ` ${phraseOf(title)} `
    return title === ''
      ? library.lexicon.find(name)?.parts.includes('n') !== false
      : titleWords.includes(` ${name} `)
  }

  function partScopes(word: string, before: readonly Mention[]): Scope[] {
    const owners = before.at(-1)?.scopes ?? (things.length > 0 ? things : [all])
    for (const owner of owners) {
      const found = findPart(
        owner.shapes.map(({ node }) => node),
        owner.box,
        word,
      )
      if (!found) continue
      const shapes = owner.shapes.filter(
        (shape, at) => found.shapes.has(at) && (/^(?:wheel|eye)$/.test(word) || isAlike(shape, found.colour)),
      )
      return [{ ...owner, part: undefined, shapes, box: unite(shapes) ?? owner.box, isLoose: true }]
    }
    return []
  }

  /** The bands at the back that have the colour of the sky. */
  function skyScopes(): Scope[] {
    const [back] = scene
    const first = back && parts.shapes[back.from]
    if (!back || !first) return []
    const own = parts.shapes.slice(back.from, back.to)
    const family = findFamily(weighShapes(own), first.fill)
    const { width, height } = parts.viewBox
    const shapes = own.filter(
      ({ fill, box }) =>
        family.includes(fill) && box.width >= width * 0.99 && box.y + box.height >= height * 0.99,
    )
    return [{ ...scopeOf(back), shapes, part: undefined, isLoose: true }]
  }

  function looseScope(shape: PictureShape): Scope {
    return { target: { path: [...shape.path] }, shapes: [shape], box: shape.box }
  }
}

/** Whether a shape has about this colour: finders by place also return shapes of other colours. */
function isAlike({ fill, stroke }: PictureShape, { l, c }: { l: number; c: number }): boolean {
  const own = readHex(fill === 'none' ? stroke : fill)
  return own === undefined || Math.hypot(own.l - l, own.c - c) < 0.15
}

/** "the left one", without a noun. */
export function findBySide(clause: Clause, targets: Targets): Scope | undefined {
  const { words } = clause
  for (const [at, word] of words.entries()) {
    const next = words[at + 1] ?? ''
    if (!/^ones?$/.test(next) && !colourNouns.has(next)) continue
    const things = targets.things.flatMap((scope) => targets.copiesOf(scope))
    const pool =
      things.length > 0
        ? things
        : targets.all.shapes.map((shape) => ({
            target: { path: [...shape.path] },
            shapes: [shape],
            box: shape.box,
          }))
    if (words[at - 1] !== 'the' || pool.length < 2) continue
    const [found] = sortBySide(pool, word) ?? []
    if (!found) continue
    clause.used.add(at)
    return found
  }
  return undefined
}

function isGround({ tag, box, fill }: PictureShape, view: Box): boolean {
  return (
    tag === 'rect' && fill !== 'none' && box.width >= view.width * 0.95 && box.height >= view.height * 0.95
  )
}
