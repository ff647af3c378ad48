import { findConcept } from '../concepts/find-concept.ts'
import type { Library } from '../concepts/library.ts'
import {
  type ActRelation,
  actRelations,
  type ConceptThing,
  nameOf,
  type PlanThing,
} from '../plan/scene-plan.ts'
import { traitsOf } from '../traits/traits.ts'
import type { Body } from './body.ts'

/** An act that is done with a thing, and the id of its actor. */
export type Act = { relation: ActRelation; actor: string }

export function actOn({ place }: PlanThing): Act | undefined {
  for (const relation of actRelations) {
    const actor = (place as Partial<Record<ActRelation, string>> | undefined)?.[relation]
    if (actor !== undefined) return { relation, actor }
  }
  return undefined
}

/** The words for the actor in descriptions and reports. */
export const actWords: Readonly<Record<ActRelation, string>> = {
  chasedBy: 'chasing',
  followedBy: 'following',
  fedBy: 'feeding',
  flownBy: 'flying',
  pushedBy: 'pushing',
  pulledBy: 'pulling',
  ledBy: 'walking',
  kickedBy: 'kicking',
  thrownBy: 'throwing',
  caughtBy: 'catching',
  huggedBy: 'hugging',
  paintedBy: 'painting',
  wateredBy: 'watering',
  pointedAtBy: 'pointing',
  playedBy: 'playing',
  playedWithBy: 'playing',
  climbedBy: 'climbing',
  eatenBy: 'eating',
}

/** Acts that the drawing of an animal from the side shows; acts that every drawing of an animal shows. */
const actsFromSide: readonly ActRelation[] = ['chasedBy', 'followedBy', 'pushedBy', 'pulledBy', 'caughtBy']
const actsOfAnimals: readonly ActRelation[] = ['eatenBy', 'playedWithBy']
const actsOfThings: readonly ActRelation[] = ['chasedBy', 'followedBy', 'pushedBy', 'pulledBy']

/** Whether the drawing of the actor shows the act. */
export function showsAct(relation: ActRelation, actor: Body | undefined): boolean {
  if (!actor) return false
  if (actor.hasJoints) return true
  if (!actor.isCreature) return actsOfThings.includes(relation) && !actor.traits.living
  return actsOfAnimals.includes(relation) || (actor.look !== undefined && actsFromSide.includes(relation))
}

/** The food for animals, by label. The first pattern that matches counts. */
const foods: readonly (readonly [RegExp, string])[] = [
  [/\b(?:dog|poodle|puppy|wolf)\b/, 'meat on bone'],
  [/\b(?:cat|seal|penguin|dolphin|otter|pelican)\b/, 'fish'],
  [/\b(?:rabbit|horse|donkey|hamster|goat|llama|cow|deer|giraffe|ewe|pig)\b/, 'carrot'],
  [/\b(?:monkey|gorilla|orangutan|elephant)\b/, 'banana'],
  [/\b(?:baby|child|boy|girl)\b/, 'spoon'],
]

/** Tools that people have in their hands for an act or a pose, although the sentence does not name them. */
export function implementsFor(
  library: Library,
  thing: PlanThing,
  act: Act | undefined,
  holds: ReadonlySet<string>,
): ConceptThing[] {
  if (act) {
    const label = findConcept(library, nameOf(thing))?.concept.label ?? ''
    const concept = implementFor(act.relation, label)
    return concept === undefined ? [] : [heldBy(act.actor, concept)]
  }
  const pose = 'pose' in thing ? thing.pose : undefined
  const concept = pose === 'reading' ? 'open book' : pose === 'cooking' ? 'frying pan' : undefined
  return concept === undefined || holds.has('heldBy') ? [] : [heldBy(thing.id, concept)]
}

function implementFor(relation: ActRelation, label: string): string | undefined {
  if (relation === 'fedBy') return foods.find(([pattern]) => pattern.test(label))?.[1] ?? 'bread'
  if (relation === 'wateredBy') return 'watering can'
  return relation === 'paintedBy' ? 'paintbrush' : undefined
}

function heldBy(actor: string, concept: string): ConceptThing {
  return { id: `${actor}-${concept.replaceAll(' ', '-')}`, concept, place: { heldBy: actor } }
}

/** Whether the pose lacks its object: for example, holding without a thing that is held. */
export function needsObject(thing: ConceptThing, relations: ReadonlySet<string>): boolean {
  const acted = [...relations].some(
    (one) => one === 'heldBy' || (actRelations as readonly string[]).includes(one),
  )
  return /^(?:holding|playing|climbing)$/.test(thing.pose ?? '') && !acted
}

/** Both the chasing and the chased animal or person run. */
export function poseFrom(
  library: Library,
  thing: ConceptThing,
  relations: ReadonlySet<string>,
): ConceptThing {
  const runs = actOn(thing)?.relation === 'chasedBy' || relations.has('chasedBy')
  const concept = findConcept(library, thing.concept)?.concept
  return runs && thing.pose === undefined && concept && traitsOf(concept).living
    ? { ...thing, pose: 'running' }
    : thing
}
