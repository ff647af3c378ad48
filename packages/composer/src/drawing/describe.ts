import { artSetFacts } from '../art/set-facts.ts'
import {
  type ActRelation,
  actRelations,
  type Backdrop,
  nameOf,
  type PlanThing,
  type Relation,
  type ScenePlan,
} from '../plan/scene-plan.ts'
import { pluralOf } from '../words/plural.ts'
import { actOn } from './acts.ts'
import type { Body } from './body.ts'

/** The thing comes first: "a kite flown by a boy". */
const actPhrases = Object.fromEntries(
  actRelations.map((relation) => [relation, relation.replaceAll(/([A-Z])/g, ' $1').toLowerCase()]),
) as Record<ActRelation, string>

const relationWords: Readonly<Record<Relation, string>> = {
  on: 'on',
  under: 'under',
  above: 'above',
  below: 'below',
  leftOf: 'left of',
  rightOf: 'right of',
  in: 'in',
  behind: 'behind',
  inFrontOf: 'in front of',
  beside: 'beside',
  around: 'around',
  heldBy: 'held by',
  wornBy: 'worn by',
  ridingOn: 'riding',
  facing: 'facing',
  ...actPhrases,
}

/**
 * `broken`: ids of things whose relation the picture does not show. `kept`: excluded names that it shows
 * anyway.
 */
type Failed = { broken: readonly string[]; kept: readonly string[] }

/**
 * The description of the picture: its things, with colours, poses and places, and the things that the
 * sentence excludes. A thing that has been named as the place of another one is named again only with a place
 * of its own.
 */
export function describePicture(plan: ScenePlan, bodies: readonly Body[], { broken, kept }: Failed): string {
  const names = new Map(bodies.map((body) => [body.thing.id, phraseOf(body)]))
  const named = bodies.filter(({ isAdded }) => !isAdded)
  const mentioned = new Set<string>()
  const mention = (id: string): string => {
    const words = names.get(id) ?? id
    if (mentioned.has(id)) return againOf(words)
    mentioned.add(id)
    return words
  }
  const parts = named.flatMap(({ thing, missed }) => {
    const isShown =
      !broken.includes(thing.id) && !(actOn(thing) && missed.some(({ kind }) => kind === 'action'))
    const isKnown = mentioned.has(thing.id)
    const own = mention(thing.id)
    const place = isShown ? placeWords(thing, mention) : undefined
    if (place !== undefined) return [`${own} ${place}`]
    return isKnown ? [] : [own]
  })
  const scene = typeof plan.background === 'string' ? undefined : sceneWordsOf(plan.background)
  const absent = (plan.without ?? []).filter((name) => !kept.includes(name))
  const all = [
    ...parts,
    ...(scene === undefined ? [] : [scene]),
    ...(absent.length === 0 ? [] : [`without ${listed(absent, 'or')}`]),
  ]
  const text = all.join(', ') || 'Nothing'
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
}

/** Credits for the composer and for the art, as the licences require. */
export function creditOf(bodies: readonly Body[]): string {
  const sets = [...new Set(bodies.map(({ origin }) => origin))].flatMap((from) =>
    from === 'own' ? [] : [`${artSetFacts[from].title} (${artSetFacts[from].licence})`],
  )
  return `Drawn by chatSVG composer${sets.length > 0 ? ` with art from ${sets.join(', ')}` : ''}.`
}

function phraseOf(body: Body): string {
  const { thing, name: plain } = body
  if ('text' in thing) return `the words "${thing.text}"`
  if ('chart' in thing)
    return `a ${nameOf(thing)} of ${thing.values.map((value, at) => [thing.labels?.[at], value].filter((one) => one !== undefined).join(' ')).join(', ')}`
  const colour = colourWords(thing)
  const name = [colour, plain].filter((word) => word !== '').join(' ')
  const { count = 1 } = thing
  const parts = partsOf(body).map(({ name: part, color }) => `a ${color} ${part}`)
  const having = parts.length === 0 ? '' : ` with ${listed(parts, 'and')}`
  if (count > 1) return `${count} ${pluralOf(name)}${having}`
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}${having}`
}

/** Parts with a separate colour that the drawing shows. */
export function partsOf({ thing, missed }: Body): { name: string; color: string }[] {
  const { all: _all, second: _second, ...parts } = thing.colours ?? {}
  const failed = new Set(missed.filter(({ kind }) => kind === 'part').map(({ words }) => words))
  return Object.entries(parts).flatMap(([name, colour]) => {
    const color = [colour].flat().join(' and ')
    return failed.has(`${color} ${name}`) ? [] : [{ name, color }]
  })
}

/** The colours that were asked for, in words. */
export function colourWords({ colours }: PlanThing): string {
  const all = colours?.all
  const names = [all, colours?.second].flat().filter((name) => name !== undefined)
  return names.join(' and ')
}

function listed(words: readonly string[], joint: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1) ?? ''}`
}

/** The words for a thing that was named before. */
const againOf = (words: string): string =>
  words.startsWith('the ') ? words : `the ${words.replace(/^an? /, '')}`

function placeWords({ place }: PlanThing, mention: (id: string) => string): string | undefined {
  if (!place) return undefined
  if ('between' in place && place.between) return `between ${place.between.map(mention).join(' and ')}`
  if ('at' in place && place.at)
    return /^(?:ground|far|near)$/.test(place.at) ? undefined : `at the ${place.at}`
  const [relation, id] = Object.entries(place)[0] ?? []
  if (relation === undefined || typeof id !== 'string') return undefined
  return `${relationWords[relation as Relation]} ${mention(id)}`
}

function sceneWordsOf({ scene, far, light, weather, season }: Backdrop): string | undefined {
  const where = [scene, far].filter((word) => word !== undefined).join(' before ')
  const when = [light === 'day' ? undefined : light, season, weather === 'clear' ? undefined : weather]
  const words = [where, ...when].filter((word) => word !== undefined && word !== '')
  return words.length === 0 ? undefined : `scene: ${words.join(', ')}`
}
