import { artSetFacts } from '../art/set-facts.ts'
import { type Backdrop, nameOf, type PlanThing, type Relation, type ScenePlan } from '../plan/scene-plan.ts'
import { pluralOf } from '../words/plural.ts'
import type { Body } from './body.ts'

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
}

/** A true description of the picture: what is on it, in which colour, how it stands, and where. */
export function describePicture(plan: ScenePlan, bodies: readonly Body[], broken: readonly string[]): string {
  const names = new Map(bodies.map((body) => [body.thing.id, phraseOf(body)]))
  const parts = bodies.map(({ thing }) => {
    const own = names.get(thing.id) ?? nameOf(thing)
    const place = broken.includes(thing.id) ? undefined : placeWords(thing, names)
    return place === undefined ? own : `${own} ${place}`
  })
  const scene = typeof plan.background === 'string' ? undefined : sceneWordsOf(plan.background)
  const all = [...parts, ...(scene === undefined ? [] : [scene])]
  const text = all.join(', ') || 'Nothing'
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
}

/** Who drew it and whose art is in it; licences ask for that. */
export function creditOf(bodies: readonly Body[]): string {
  const sets = [...new Set(bodies.map(({ origin }) => origin))].flatMap((from) =>
    from === 'own' ? [] : [`${artSetFacts[from].title} (${artSetFacts[from].licence})`],
  )
  return `Drawn by chatSVG composer${sets.length > 0 ? ` with art from ${sets.join(', ')}` : ''}.`
}

function phraseOf({ thing, name: plain }: Body): string {
  if ('text' in thing) return `the words "${thing.text}"`
  if ('chart' in thing) return `a ${nameOf(thing)} of ${thing.values.join(', ')}`
  const colour = colourWords(thing)
  const name = [colour, plain].filter((word) => word !== '').join(' ')
  const { count = 1 } = thing
  if (count > 1) return `${count} ${pluralOf(name)}`
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`
}

/** The colours that were asked for, in words. */
export function colourWords({ colours }: PlanThing): string {
  const all = colours?.all
  const names = [all, colours?.second].flat().filter((name) => name !== undefined)
  return names.join(' and ')
}

function placeWords({ place }: PlanThing, names: ReadonlyMap<string, string>): string | undefined {
  if (!place) return undefined
  if ('between' in place && place.between)
    return `between ${place.between.map((id) => names.get(id) ?? id).join(' and ')}`
  if ('at' in place && place.at)
    return /^(?:ground|far|near)$/.test(place.at) ? undefined : `at the ${place.at}`
  const [relation, id] = Object.entries(place)[0] ?? []
  if (relation === undefined || typeof id !== 'string') return undefined
  return `${relationWords[relation as Relation]} ${names.get(id) ?? id}`
}

function sceneWordsOf({ scene, far, light, weather, season }: Backdrop): string | undefined {
  const where = [scene, far].filter((word) => word !== undefined).join(' before ')
  const when = [light === 'day' ? undefined : light, season, weather === 'clear' ? undefined : weather]
  const words = [where, ...when].filter((word) => word !== undefined && word !== '')
  return words.length === 0 ? undefined : `scene: ${words.join(', ')}`
}
