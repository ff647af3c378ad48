import { findConcept, nameFor } from '../concepts/find-concept.ts'
import type { Library } from '../concepts/library.ts'
import { isFigure, isPlainPerson } from '../figures/figure-body.ts'
import {
  countMax,
  nameOf,
  type Place,
  type PlanThing,
  planThingsMax,
  type Relation,
  type ThingOptions,
  withoutMax,
} from '../plan/scene-plan.ts'
import { emptyReport, type LeftOutKind } from '../report/report.ts'
import { traitsOf } from '../traits/traits.ts'
import { partsOfThings, partsWhenColoured, partWords } from '../words/grammar.ts'
import { pluralOf, singularOf } from '../words/plural.ts'
import { sceneAroundThings, sceneOnlyBehind, sceneWords } from '../words/scenes.ts'
import { foldText, phraseOf, toSingular } from '../words/word-forms.ts'
import { addBackdrop } from './add-backdrop.ts'
import { arrangeWords } from './arrange-words.ts'
import { type Built, dependsOn, type Entry } from './entry.ts'
import { leaveOutExcluded } from './judge-exclusion.ts'
import type { Phrase } from './phrase.ts'
import { inverse, relate } from './relate.ts'
import type { Request } from './request.ts'
import { coloursOf, requestedThing, wordsOf } from './requested-thing.ts'

/** Clothes, by the part of a figure that gets their colour. */
const clothes = new Map(
  Object.entries({
    shirt: 'shirt',
    't shirt': 'shirt',
    blouse: 'shirt',
    sweater: 'shirt',
    jumper: 'shirt',
    trousers: 'trousers',
    pants: 'trousers',
    jeans: 'trousers',
    shoe: 'shoe',
    boot: 'shoe',
    sneaker: 'shoe',
  }),
)

const pluralCount = 3
const ringCount = 8
/** For "colourful balloons": as many clear colours as differ at a glance. */
const colourfulColours = ['red', 'yellow', 'blue', 'green', 'purple', 'orange']

export function buildThings(
  library: Library,
  phrases: readonly Phrase[],
  requests: readonly Request[],
  emblem: boolean,
): Built {
  const built: Built = {
    things: [],
    backdrop: {},
    background: undefined,
    without: [],
    said: new Map(),
    report: emptyReport(),
  }
  const entries: Entry[] = []
  let waiting: Phrase[] = []
  /** The two ends of "between". */
  let between: { subject: Entry; first: Entry } | undefined
  let subjectsOfClause: Entry[] = []

  for (const phrase of phrases) {
    built.report.leftOut.push(
      ...phrase.leftOut.map(({ words, kind }) => ({
        words,
        reason: kind === 'noun' ? ('unknown' as const) : ('not_drawable' as const),
        kind,
      })),
    )
    built.report.changed.push(...phrase.changed)
    addBackdrop(built.backdrop, phrase.backdrop)
    if (takeBackground(phrase) || takeScene(phrase) || takePart(phrase)) continue
    const again = findAgain(phrase)
    const made = again ? [again] : makeEntries(phrase)
    if (made.length === 0) {
      if (phrase.verb !== undefined) leaveOut(phrase.verb, 'action')
      if (phrase.noun === undefined && phrase.request === undefined) takeLoose(phrase)
      continue
    }
    const fresh = again === undefined
    for (const entry of made) {
      if (fresh) {
        if (entries.length >= planThingsMax) {
          built.report.leftOut.push({ words: wordsOf(phrase), reason: 'no_room', kind: 'noun' })
          continue
        }
        entries.push(entry)
      }
      tie(entry, phrase, fresh)
    }
  }
  for (const phrase of waiting) paintLast(phrase)
  for (const phrase of phrases) leaveOutExcluded(library, built, phrase, phrases, entries)
  const named = new Set(entries.map(({ thing }) => phraseOf(nameOf(thing))))
  built.without = [...new Set(built.without)]
    .filter((name) => !named.has(phraseOf(name)))
    .slice(0, withoutMax)
  built.things = arrangeWords(
    entries.map(({ thing }) => thing),
    emblem,
  )
  return built

  /** "on a blue background", "transparent background": about the canvas. */
  function takeBackground({ noun, colours, modifiers, leftOut, texture }: Phrase): boolean {
    if (noun && toSingular(noun.words) !== 'background') return false
    const named = noun !== undefined || leftOut.some(({ words }) => words === 'background')
    if (!named) return false
    const said = [...modifiers, ...leftOut.map(({ words }) => words), texture?.word]
    built.report.leftOut = built.report.leftOut.filter(
      ({ words }) => !/^(?:background|transparent)$/.test(words),
    )
    built.background = colours[0] ?? (said.includes('transparent') ? 'none' : undefined)
    return true
  }

  function takeScene(phrase: Phrase): boolean {
    const head = phrase.noun?.words
    if (head === undefined) return false
    const name = phraseOf([...phrase.modifiers.slice(-1), head].join(' '))
    const scene = sceneWords.has(name) ? name : phraseOf(head)
    const backdrop = sceneWords.get(scene)
    if (!backdrop || !isScenery(phrase, scene)) return false
    const under = phrase.link === 'under' || phrase.link === 'below'
    addBackdrop(built.backdrop, under && backdrop.scene === 'sea' ? { scene: 'underwater' } : backdrop)
    built.report.drawn.push({ name: scene, count: 1 })
    if (phrase.verb !== undefined) leaveOut(phrase.verb, 'action')
    return true
  }

  /** Whether a word such as "mountains" means the place of the scene or a thing in it. */
  function isScenery({ count, colours, link, noun, size }: Phrase, scene: string): boolean {
    if (count !== undefined || size !== undefined) return false
    // A word without a drawing, such as "sky", can only be scenery.
    if (!emblem && !noun?.match && !noun?.shape) return true
    if (emblem && link === 'start') return false
    if (colours.length > 0 && /^(?:start|and)$/.test(link)) return false
    if (!sceneOnlyBehind.has(scene)) return true
    if (emblem) return false
    const related = !/^(?:start|and)$/.test(link)
    if (scene === 'star') return (noun?.plural ?? false) && related
    if (related)
      return !/^(?:leftOf|rightOf|between|heldBy|ridingOn|contains|facing|climbedBy|paintedBy|pointedAtBy|eatenBy)$/.test(
        link,
      )
    const others = phrases.filter((other) => other.noun !== undefined && other.noun !== noun)
    if (noun?.plural || others.some((other) => sceneWords.has(phraseOf(other.noun?.words ?? '')))) return true
    return sceneAroundThings.has(scene) && others.length > 0
  }

  /** "with a red roof": a part of what was named before, in its colour. */
  function takePart(phrase: Phrase): boolean {
    const part = toSingular(phrase.noun?.words ?? '')
    const owner = entries.at(-1)
    const isClothes =
      clothes.has(part) && phrase.colours.length > 0 && owner?.concept && isPlainPerson(owner.concept)
    if (!owner || !/^(?:with|and|contains)$/.test(phrase.link)) return false
    if (!partWords.has(part) && !isClothes) return false
    if (phrase.link === 'and' && phrases[phrases.indexOf(phrase) - 1]?.link !== 'with') return false
    if (
      owner.concept &&
      findConcept(library, part)?.certainty === 'exact' &&
      !traitsOf(owner.concept).living
    ) {
      // A door with a key in it: what has a drawing is a thing of its own, unless it only means a part.
      if (!partsOfThings.has(part) && !(phrase.colours.length > 0 && partsWhenColoured.has(part)))
        return false
    }
    const [colour] = phrase.colours
    // "a bell with a red dot": a mark of its own.
    if (emblem && part === 'dot') return false
    if (colour === undefined) leaveOut(wordsOf(phrase), 'part')
    else {
      owner.thing.colours = { ...owner.thing.colours, [clothes.get(part) ?? part]: colour }
      built.said.set(`${colour} ${part}`, `${colour} ${wordsOf(phrase)}`)
    }
    return true
  }

  /** "the table" that was named before, or "it". */
  function findAgain(phrase: Phrase): Entry | undefined {
    if (phrase.pronoun) return subjectsOfClause[0] ?? entries[0]
    const match = phrase.noun?.match
    if (!phrase.definite || !match) return undefined
    return entries.find(({ concept }) => concept === match.concept)
  }

  function makeEntries(phrase: Phrase): Entry[] {
    const request = phrase.request === undefined ? undefined : requests[phrase.request]
    if (request) {
      const name =
        request.kind === 'card' ? 'text' : request.kind === 'diagram' ? request.diagram : request.kind
      return [{ thing: requestedThing(idFor(name), phrase, request), phrase, concept: undefined }]
    }
    const { noun } = phrase
    if (!noun) return []
    const words = wordsOf(phrase)
    if (!noun.match && !noun.shape) {
      // "a catalytic converter": the entire phrase is unknown.
      const qualities = phrase.leftOut.filter(({ kind }) => kind === 'quality').map((one) => one.words)
      built.report.leftOut = built.report.leftOut.filter((one) => !qualities.includes(one.words))
      built.report.leftOut.push({ words: [...qualities, words].join(' '), reason: 'unknown', kind: 'noun' })
      return []
    }
    return partsFor(phrase).map(({ count, colours }) => makeEntry(phrase, words, count, colours))
  }

  /** "four red and two blue balloons" are two groups of the same thing. */
  function partsFor(phrase: Phrase): { count: number; colours: string[] }[] {
    const own = { count: countOf(phrase), colours: phrase.colours }
    const earlier = waiting
    waiting = []
    if (earlier.every(({ count }) => count === undefined))
      return [{ ...own, colours: [...earlier.flatMap(({ colours }) => colours), ...own.colours] }]
    return [...earlier.map((one) => ({ count: countOf(one), colours: one.colours })), own]
  }

  function countOf({ count, noun, link }: Phrase): number {
    return count ?? (link === 'surroundedBy' ? ringCount : noun?.plural ? pluralCount : 1)
  }

  function makeEntry(phrase: Phrase, words: string, asked: number, colours: readonly string[]): Entry {
    const { noun, modifiers } = phrase
    const count = Math.min(asked, countMax)
    const concept = noun?.match?.concept
    const name = nameFor(library, singularOf(noun?.words ?? ''), concept)
    const options: ThingOptions = {
      id: idFor(name),
      ...(count > 1 ? { count } : {}),
      ...coloursOf(phrase.colourful && colours.length === 0 && count > 1 ? colourfulColours : colours, count),
      ...(phrase.size ? { size: phrase.size } : {}),
      ...(phrase.texture ? { texture: phrase.texture.name } : {}),
      ...(phrase.spot ? { place: { at: phrase.spot } } : {}),
      ...(phrase.facing ? { facing: phrase.facing } : {}),
    }
    if (count < asked)
      built.report.changed.push({ words: `${asked} ${words}`, drawnAs: `${count} ${pluralOf(name)}` })
    if (noun?.match && noun.match.certainty !== 'exact')
      built.report.changed.push({ words, drawnAs: noun.match.concept.label })
    else if (modifiers.length > 0) built.report.changed.push({ words, drawnAs: name })
    const isLiving = concept !== undefined && traitsOf(concept).living
    // Animals keep the face of their drawing, people smile.
    if (phrase.pose) built.said.set(phrase.pose.name, phrase.pose.word)
    const { face } = phrase
    if (
      face &&
      concept &&
      isLiving &&
      !(face.name === 'smiling' && (isFigure(concept) || face.word === 'happy'))
    )
      leaveOut(face.word, 'quality')
    if (phrase.colourful && (colours.length > 0 || count === 1)) leaveOut('colourful', 'colour')
    const thing: PlanThing = noun?.shape
      ? { ...options, shape: noun.shape }
      : {
          ...options,
          concept: name,
          ...(phrase.pose ? { pose: phrase.pose.name } : {}),
          ...(phrase.face && !isLiving ? { looks: { face: phrase.face.name } } : {}),
        }
    return { thing, phrase, concept }
  }

  function leaveOut(words: string, kind: LeftOutKind): void {
    built.report.leftOut.push({ words, reason: 'not_drawable', kind })
  }

  function idFor(name: string): string {
    const slug =
      foldText(name)
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replace(/^[^a-z]+|-+$/g, '')
        .slice(0, 30) || 'thing'
    const taken = new Set(entries.map(({ thing }) => thing.id))
    for (let turn = 1; ; turn++) {
      const id = turn === 1 ? slug : `${slug}-${turn}`
      if (!taken.has(id)) return id
    }
  }

  /** A phrase without a thing: "in red" colours what came before, "red and" what comes next. */
  function takeLoose(phrase: Phrase): void {
    const last = entries.at(-1)
    if (phrase.spot !== undefined && last && phrase.colours.length === 0) {
      last.thing.place ??= { at: phrase.spot }
      return
    }
    if (phrase.colours.length === 0 && phrase.count === undefined) return
    // "with pink xyzs": the colour belongs to the unknown noun.
    if (phrase.leftOut.some(({ kind }) => kind === 'noun')) return
    if (last && phrase.count === 1 && (last.thing.count ?? 1) > 1) paintLast(phrase)
    else if (last && !/^(?:and|start)$/.test(phrase.link)) paintLast(phrase)
    else waiting.push(phrase)
  }

  function paintLast({ colours }: Phrase): void {
    const last = entries.at(-1)
    if (!last || colours.length === 0) return
    const known = Object.values(last.thing.colours ?? {}).flat()
    last.thing.colours = coloursOf([...known, ...colours], last.thing.count ?? 1).colours
  }

  function tie(entry: Entry, phrase: Phrase, fresh: boolean): void {
    const { link } = phrase
    if (between && link === 'and') {
      between.subject.thing.place = { between: [between.first.thing.id, entry.thing.id] }
      between = undefined
      return
    }
    between = undefined
    const carrier = fresh ? carrierOf(phrase, entry) : undefined
    if (carrier) {
      entry.thing.place = { ...carrier }
      return
    }
    const subjects = subjectsFor(phrase, entry)
    if (link === 'start' || link === 'and' || subjects.length === 0) {
      subjectsOfClause = phrase.afterBreak || link === 'start' ? [entry] : [...subjectsOfClause, entry]
      return
    }
    const [subject] = subjects
    if (!subject) return
    if (link === 'between') {
      if (entry.thing.count === 2) splitEnds(subject, entry)
      else between = { subject, first: entry }
      return
    }
    // "bees around a flower": more than three, or nothing is surrounded.
    if (link === 'around' && subject.phrase.count === undefined && subject.phrase.noun?.plural)
      subject.thing.count = ringCount
    const turned = relate(link, subject, entry)
    if (turned === undefined) return
    const { of, relation, to } = turned
    for (const one of of === subject ? subjects : [of])
      if (one !== to && (fresh || one.guessed || one.thing.place === undefined)) {
        if (one.guessed) one.thing.place = undefined
        place(one, relation, to)
        one.guessed = link === 'with'
      }
  }

  /** "wearing a hat and a scarf": the second is worn as well. */
  function carrierOf({ link, afterBreak }: Phrase, entry: Entry): Place | undefined {
    const before = entries[entries.indexOf(entry) - 1]
    const place = before?.thing.place
    if (link !== 'and' || afterBreak || !before || !place || before.guessed) return undefined
    const own = entry.concept && traitsOf(entry.concept)
    // "holding a cat and a dog", but not "holding a cup and a dog"
    if (!own || (own.living && !(before.concept && traitsOf(before.concept).living))) return undefined
    if ('wornBy' in place && own.worn !== undefined) return place
    return 'heldBy' in place && before.phrase.verb !== undefined && own.metres <= 1 ? place : undefined
  }

  /** "between two trees": one tree on each side. */
  function splitEnds(subject: Entry, entry: Entry): void {
    const { count: _count, ...one } = entry.thing
    entry.thing = one
    const other: Entry = { ...entry, thing: { ...one, id: idFor(one.id) } }
    entries.push(other)
    subject.thing.place = { between: [one.id, other.thing.id] }
  }

  function place(entry: Entry, relation: Relation, to: Entry): void {
    // One relation per thing, and relations must not be cyclic.
    if (entry.thing.place !== undefined || dependsOn(entries, to, entry)) {
      if (to.thing.place === undefined && inverse[relation] && !dependsOn(entries, entry, to))
        to.thing.place = { [inverse[relation] as Relation]: entry.thing.id } as Place
      return
    }
    entry.thing.place = { [relation]: to.thing.id } as Place
  }

  /** The thing that has this relation to another one: the last one named, or the one that holds it. */
  function subjectsFor({ link, verb }: Phrase, entry: Entry): Entry[] {
    const before = entries.filter((other) => other !== entry)
    const last = before.at(-1)
    if (!last) return []
    const needsHands = link === 'heldBy' || link === 'wornBy' || link === 'ridingOn' || verb !== undefined
    if (needsHands) {
      const living = before.findLast(({ concept }) => concept && traitsOf(concept).living)
      return living ? [living] : [last]
    }
    const held = last.thing.place && ('heldBy' in last.thing.place || 'wornBy' in last.thing.place)
    if (held && subjectsOfClause.length > 0) return subjectsOfClause
    // "a cat and a dog under a tree": both are.
    return last.phrase.link === 'and' && !last.phrase.afterBreak && subjectsOfClause.includes(last)
      ? subjectsOfClause
      : [last]
  }
}
