import { readHex } from '../colour.ts'
import { findConcept } from '../concepts/find-concept.ts'
import type { Library } from '../concepts/library.ts'
import { figureBody, isFigure } from '../figures/figure-body.ts'
import { type TextGround, textBody } from '../lettering/text-body.ts'
import type { ConceptThing, DiagramThing, PlanThing, Pose, ScenePlan, TextThing } from '../plan/scene-plan.ts'
import { createRandom } from '../random.ts'
import type { PictureReport } from '../report/report.ts'
import { diagramBody } from '../shapes/diagram-body.ts'
import { chartBody, shapeBody } from '../shapes/shape-body.ts'
import type { Style } from '../styles/style.ts'
import { hexOf } from '../words/colours.ts'
import { artBody } from './art-body.ts'
import type { Body } from './body.ts'

/** One copy of a shaded drawing may be large; many copies must share a picture's budget of about 100 KB. */
const artBytesMax = 16_000
const pictureArtBytesMax = 72_000

/** A drawing for every thing of a plan; things without one go into the report. */
export function castPlan(library: Library, plan: ScenePlan, style: Style, report: PictureReport): Body[] {
  const copies = plan.things.reduce((sum, { count = 1 }) => sum + count, 0)
  const bytesMax = Math.min(artBytesMax, pictureArtBytesMax / Math.max(1, copies))
  const sources = sourcesFor(library, plan, style)
  const onWater = typeof plan.background !== 'string' && plan.background.scene === 'sea'
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
  return bodies

  function conceptBody(thing: ConceptThing): Body | undefined {
    const match = findConcept(library, thing.concept)
    const ties = targets.get(thing.id)
    const body =
      match &&
      (isFigure(match.concept)
        ? figureBody(thing, match.concept, plan.seed, poseOf(thing, ties))
        : artBody(library, thing, match.concept, {
            sources,
            bytesMax,
            wears: ties?.has('wornBy') ?? false,
            bears: ties?.has('on') ?? false,
            holds: ties?.has('in') ?? false,
            onWater,
            style,
          }))
    if (!body || !match) {
      report.leftOut.push({ words: thing.concept, reason: 'unknown', kind: 'noun' })
      return undefined
    }
    if (match.certainty === 'exact') return body
    const drawnAs = match.concept.label.toLowerCase()
    report.changed.push({ words: thing.concept, drawnAs })
    return { ...body, name: drawnAs }
  }
}

/** What letters are read against: the colour of the thing that they are on, or the ground of the style. */
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

/** Red, orange, green, teal, blue, violet, pink: other words, other colours. */
const huesOfWords = [24, 50, 150, 195, 255, 295, 350] as const

/** The pose that was said, or what the relations of a person ask of the body. */
function poseOf({ pose, place }: ConceptThing, relations: ReadonlySet<string> | undefined): Pose {
  if (pose && pose !== 'standing' && pose !== 'holding') return pose
  if (place && 'ridingOn' in place) return 'riding'
  if (pose === 'holding' || relations?.has('heldBy')) return 'holding'
  return 'standing'
}

/**
 * One picture, one hand: icons of lines do not mix with drawings of areas while there is a choice. Nor can
 * bare lines hide what lies behind them.
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
