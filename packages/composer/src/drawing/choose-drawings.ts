import { readHex } from '../colour.ts'
import { findConcept } from '../concepts/find-concept.ts'
import type { Library } from '../concepts/library.ts'
import { figureBody, isFigure } from '../figures/figure-body.ts'
import { type BodyPose, bodyPoseOf, bodyPoses } from '../figures/poses.ts'
import { type TextGround, textBody } from '../lettering/text-body.ts'
import {
  actRelations,
  type ConceptThing,
  type DiagramThing,
  nameOf,
  type PlanThing,
  type Pose,
  type ScenePlan,
  type TextThing,
} from '../plan/scene-plan.ts'
import { createRandom } from '../random.ts'
import type { PictureReport } from '../report/report.ts'
import { diagramBody } from '../shapes/diagram-body.ts'
import { chartBody, shapeBody } from '../shapes/shape-body.ts'
import type { Style } from '../styles/style.ts'
import { type Traits, traitsOf } from '../traits/traits.ts'
import { hexOf } from '../words/colours.ts'
import { actOn, actWords, implementsFor, needsObject, poseFrom, showsAct } from './acts.ts'
import { artBody } from './art-body.ts'
import type { Body } from './body.ts'
import { isPage } from './page.ts'

/** One copy of a shaded drawing may be large; many copies must share a picture's budget of about 100 KB. */
const artBytesMax = 16_000
const pictureArtBytesMax = 72_000

/** A drawing for every thing of a plan; things without one go into the report. */
export function chooseDrawings(
  library: Library,
  given: ScenePlan,
  style: Style,
  report: PictureReport,
): Body[] {
  const plan = fillVessels(library, given, report)
  const copies = plan.things.reduce((sum, { count = 1 }) => sum + count, 0)
  const bytesMax = Math.min(artBytesMax, pictureArtBytesMax / Math.max(1, copies))
  const sources = sourcesFor(library, plan, style)
  const scene = typeof plan.background === 'string' ? undefined : plan.background.scene
  const onWater = scene === 'sea'
  const hasWater = onWater || (plan.background === 'auto' && style.paintsSky && !plan.emblem && !isPage(plan))
  const contents = contentsOf(library, plan)
  const targets = new Map<string, Set<string>>()
  for (const { place } of plan.things)
    for (const [relation, ids] of Object.entries(place ?? {}))
      for (const id of [ids].flat()) targets.set(id, (targets.get(id) ?? new Set()).add(relation))
  const bodies = plan.things.flatMap((thing) => {
    if ('shape' in thing) return [shapeBody(thing, plan.seed)]
    if ('chart' in thing) return [chartBody(library.readFace, thing)]
    if ('diagram' in thing) return [diagramBody(library.readFace, thing, groundOf(plan, style, thing))]
    if ('text' in thing) return [textBody(library.readFace, thing, groundOf(plan, style, thing))]
    const body = conceptBody(thing)
    return body ? [body] : []
  })
  const added: Body[] = []
  for (const body of bodies) {
    const { thing } = body
    const act = actOn(thing)
    const actor = act && bodies.find((one) => one.thing.id === act.actor)
    if (act && !showsAct(act.relation, actor)) {
      body.missed.push({ words: actWords[act.relation], kind: 'action' })
      continue
    }
    if (!(actor ?? body).hasJoints) continue
    for (const held of implementsFor(library, thing, act, targets.get(thing.id) ?? new Set())) {
      const made = conceptBody(held)
      if (made) added.push({ ...made, isAdded: true })
    }
  }
  return [...bodies, ...added]

  /** A thing that swims needs water. */
  function swimmerOf(body: Body): Body {
    if (!('pose' in body.thing) || body.thing.pose !== 'swimming' || scene === 'underwater') return body
    if (hasWater) return { ...body, traits: { ...body.traits, moves: 'floats', habitat: 'sea' } }
    return { ...body, missed: [...body.missed, { words: 'swimming', kind: 'action' }] }
  }

  /** The traits of the thing that it is on or in. */
  function seatOf({ place }: ConceptThing): Traits | undefined {
    const id = place && ('on' in place ? place.on : 'in' in place ? place.in : undefined)
    const seat = plan.things.find((thing) => thing.id === id)
    const concept = seat && 'concept' in seat ? findConcept(library, seat.concept)?.concept : undefined
    return concept && traitsOf(concept)
  }

  function conceptBody(named: ConceptThing): Body | undefined {
    const ties = targets.get(named.id) ?? new Set()
    const thing = poseFrom(library, named, ties)
    const match = findConcept(library, thing.concept)
    const body =
      match &&
      (isFigure(match.concept)
        ? swimmerOf(figureBody(thing, match.concept, plan.seed, ...posesOf(thing, ties, seatOf(thing))))
        : artBody(library, thing, match.concept, {
            sources,
            bytesMax,
            wears: ties.has('wornBy'),
            bears: ties.has('on'),
            holds: ties.has('in') ? (contents.get(thing.id) ?? 'thing') : undefined,
            hasWater,
            onWater,
            style,
          }))
    if (!body || !match) {
      report.leftOut.push({ words: thing.concept, reason: 'unknown', kind: 'noun' })
      return undefined
    }
    // The sentence does not say that a chased animal runs, so a drawing that cannot show it is not reported.
    if (thing !== named && body.missed.some(({ kind }) => kind === 'action')) {
      body.thing = named
      body.missed = body.missed.filter(({ kind }) => kind !== 'action')
    }
    if (needsObject(thing, ties)) body.missed.push({ words: thing.pose ?? '', kind: 'action' })
    if (match.certainty === 'exact') return body
    const drawnAs = match.concept.label.toLowerCase()
    report.changed.push({ words: thing.concept, drawnAs })
    return { ...body, name: drawnAs }
  }
}

/** The contents of things, by id. Plants and fish need another drawing of their container. */
function contentsOf(library: Library, { things }: ScenePlan): ReadonlyMap<string, 'plant' | 'swimmer'> {
  return new Map(
    things.flatMap((thing): [string, 'plant' | 'swimmer'][] => {
      const { place } = thing
      const concept = 'concept' in thing ? findConcept(library, thing.concept)?.concept : undefined
      if (!concept || !place || !('in' in place) || place.in === undefined) return []
      if (concept.kind === 'plant') return [[place.in, 'plant']]
      return traitsOf(concept).moves === 'swims' ? [[place.in, 'swimmer']] : []
    }),
  )
}

/**
 * "coffee in a cup" is a cup of coffee: the drawing of a drink includes a vessel, so it replaces the vessel.
 */
function fillVessels(library: Library, plan: ScenePlan, report: PictureReport): ScenePlan {
  const conceptOf = (thing: PlanThing | undefined) =>
    thing && 'concept' in thing ? findConcept(library, thing.concept)?.concept : undefined
  const drinks = plan.things.flatMap((thing) => {
    const { place } = thing
    const vessel = plan.things.find(({ id }) => place && 'in' in place && id === place.in)
    const [own, other] = [conceptOf(thing), conceptOf(vessel)]
    if (!own || !other || !vessel || !('concept' in thing)) return []
    const { inVessel, contains, metres } = traitsOf(other)
    const isVessel = inVessel || (contains === 'open' && metres <= 0.3)
    return traitsOf(own).inVessel && isVessel ? [{ drink: thing, vessel }] : []
  })
  if (drinks.length === 0) return plan
  for (const { vessel } of drinks) report.drawn.push({ name: nameOf(vessel), count: 1 })
  return {
    ...plan,
    things: plan.things.flatMap((thing) => {
      if (drinks.some(({ drink }) => drink === thing)) return []
      const filled = drinks.find(({ vessel }) => vessel === thing)
      return filled && 'concept' in thing ? [{ ...thing, concept: filled.drink.concept }] : [thing]
    }),
  }
}

/** The background of letters: that of the plan, and the palette of the style. */
function groundOf(plan: ScenePlan, style: Style, thing: TextThing | DiagramThing): TextGround {
  const background = typeof plan.background === 'string' ? hexOf(plan.background) : undefined
  const words = 'text' in thing ? thing.text : (thing.labels ?? []).join(' ')
  const hue = createRandom(`${plan.seed} ${words} words`).pick(huesOfWords)
  const asked = readHex(hexOf(String(thing.colours?.frame ?? '')) ?? '')
  return {
    onThing: background,
    palette: style.choosePalette(asked ?? { l: 0.6, c: 0.15, h: hue }, createRandom(`${plan.seed} palette`)),
    style,
  }
}

/** Red, orange, green, teal, blue, violet, pink. The words and the seed choose one. */
const huesOfWords = [24, 50, 150, 195, 255, 295, 350] as const

/** The requested pose, or the pose that the relations of a person require, and the limbs for both. */
function posesOf(
  { pose: said, place }: ConceptThing,
  relations: ReadonlySet<string>,
  seat: Traits | undefined,
): [Pose, BodyPose] {
  const isSeated = place !== undefined && ('on' in place || 'in' in place)
  const reads = said === 'reading' && isSeated
  const rides = place !== undefined && 'ridingOn' in place
  const own = said === 'holding' ? undefined : said
  const pose = reads ? 'sitting' : (own ?? (rides ? 'riding' : 'standing'))
  const act = actRelations.find((relation) => relations.has(relation))
  const holds = said === 'holding' || (relations.has('heldBy') && (pose === 'standing' || pose === 'walking'))
  // On a chair, a sleeping person sits. Without a seat, a sitting person sits on the ground.
  if (pose === 'sleeping' && seat && seat.metres < 0.9) return [pose, bodyPoses.sitting]
  if (pose === 'sitting' && !isSeated && !act && !holds) return [pose, bodyPoses.sittingLow]
  const body = bodyPoseOf(pose, act ?? (reads ? 'reading' : holds ? 'holding' : undefined))
  const looks = relations.has('facing') || (place !== undefined && 'facing' in place)
  return [pose, looks ? { ...body, gazes: true } : body]
}

/**
 * One style per picture: icons made of lines are not mixed with drawings made of areas if there is a choice.
 * Lines alone cannot hide things behind them.
 */
function sourcesFor(library: Library, plan: ScenePlan, style: Style): Style['source'] {
  if (style.source[0] !== 'stroke') return style.source
  const hasStroke = (thing: PlanThing) =>
    'concept' in thing && findConcept(library, thing.concept)?.concept.art.stroke !== undefined
  const overlaps = ({ place }: PlanThing) =>
    place !== undefined &&
    !('at' in place || 'beside' in place || 'leftOf' in place || 'rightOf' in place || 'around' in place)
  const painted = ({ colours, texture }: PlanThing) =>
    texture !== undefined || Object.keys(colours ?? {}).some((part) => part !== 'all')
  const mixed = plan.things.some((thing) => !hasStroke(thing) || overlaps(thing) || painted(thing))
  return mixed
    ? style.source.toSorted((a, b) => Number(a === 'stroke') - Number(b === 'stroke'))
    : style.source
}
