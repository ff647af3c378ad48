import { readHex } from '../colour.ts'
import type { Library } from '../concepts/library.ts'
import type { LayoutItem, PlacedThing } from '../layout/layout-item.ts'
import { placeThings } from '../layout/place-things.ts'
import type { ScenePlan } from '../plan/scene-plan.ts'
import { createRandom } from '../random.ts'
import { emptyReport, type PictureReport } from '../report/report.ts'
import { drawingStyles } from '../styles/index.ts'
import { keepToPalette } from '../styles/keep-to-palette.ts'
import { dominantColour } from '../styles/recolour.ts'
import { chooseSetting, noColour, paintSetting } from './background.ts'
import type { Body } from './body.ts'
import { castPlan } from './cast-plan.ts'
import { colourWords, creditOf, describePicture } from './describe.ts'
import { drawThing } from './draw-thing.ts'
import { isWellInside, keepInside } from './keep-inside.ts'
import { isPage, pageInset } from './page.ts'
import { writePicture } from './write-picture.ts'

/**
 * A finished picture: the document in pieces that each end after a complete element, and what became of the
 * plan.
 */
export type Drawing = { pieces: string[]; report: PictureReport }

/**
 * Draws a plan and nothing else. The same plan gives the same bytes; a change to one thing leaves the bytes
 * of
 * all others, unless their place changes with it.
 */
export function drawPlan(library: Library, plan: ScenePlan): Drawing {
  const style = drawingStyles[plan.style]
  const view = viewOf(plan)
  const report = emptyReport()
  const bodies = castPlan(library, plan, style, report)
  const setting = chooseSetting(plan, bodies, style, view)
  const { placed, broken } = placeThings(
    bodies.map((body) => itemOf(body, plan)),
    {
      canvas: { x: 0, y: 0, ...view },
      frame: setting.frame,
      standing: setting.standing,
      seed: plan.seed,
      ...(setting.kind === 'page' ? { inset: pageInset } : {}),
    },
  )
  turnByChance(placed, bodies, plan.seed)
  const palette = style.choosePalette(heroColour(bodies), createRandom(`${plan.seed} palette`))
  const { behind, before } = paintSetting(plan, setting, style, palette, view, placed, bodies)
  const things = placed.flatMap((one) => {
    const body = bodies.find(({ thing }) => thing.id === one.id)
    if (!body) return []
    const own = style.choosePalette(ownColour(body), createRandom(`${plan.seed} palette`))
    const drawn = drawThing(body, one, style, own, plan.sticker === true)
    return one.copies.every((box) => isWellInside(box, view)) ? [drawn] : keepInside([drawn], view)
  })
  const painted = [...keepInside(behind, view), ...things, ...keepInside(before, view)]
  const groups = plan.palette ? keepToPalette(painted, plan.palette) : painted
  tell(report, bodies, broken)
  const pieces = writePicture({
    plan,
    view,
    title: plan.title ?? describePicture(plan, bodies, broken),
    description: describePicture(plan, bodies, broken),
    credit: creditOf(bodies),
    groups,
  })
  return { pieces, report }
}

/** The shorter side of the view is 256 units, whatever the size in pixels. */
function viewOf({ canvas: { width, height } }: ScenePlan): { width: number; height: number } {
  const shorter = Math.min(width, height)
  const side = (value: number) => Math.round((value * 25600) / shorter) / 100
  return { width: side(width), height: side(height) }
}

function itemOf(body: Body, plan: ScenePlan): LayoutItem {
  const { thing } = body
  return {
    id: thing.id,
    aspect: body.box.width / body.box.height,
    count: thing.count ?? 1,
    // In an emblem and on a card nothing is small because it is so in the world.
    traits: plan.emblem || isPage(plan) ? { ...body.traits, metres: 1 } : body.traits,
    anchors: body.anchors,
    ...(thing.size === undefined ? {} : { size: thing.size }),
    ...(thing.place === undefined ? {} : { place: thing.place }),
    ...(thing.box === undefined ? {} : { box: thing.box }),
    isText: 'text' in thing,
    isSign: 'shape' in thing,
    inRow: (thing.place !== undefined && 'on' in thing.place) || (isPage(plan) && (thing.count ?? 1) <= 4),
    sits: 'pose' in thing && /^(?:sitting|lying|reading)$/.test(thing.pose ?? ''),
    isPlant: body.isPlant,
    isCreature: body.isCreature,
    look: body.look ?? (body.isCreature ? undefined : 'right'),
  }
}

/** Other seeds turn animals round; what stands to others keeps its side. */
function turnByChance(
  placed: ReturnType<typeof placeThings>['placed'],
  bodies: readonly Body[],
  seed: number,
): void {
  const tied = new Set(
    bodies.flatMap(({ thing: { id, place } }) =>
      place && !('at' in place) ? [id, ...(Object.values(place).flat() as string[])] : [],
    ),
  )
  for (const one of placed) {
    const body = bodies.find(({ thing }) => thing.id === one.id)
    if (!body) continue
    const { facing } = body.thing
    if (facing !== undefined) turnTo(one, body, facing)
    else if (body.isCreature && !tied.has(one.id))
      one.mirrored = createRandom(`${seed} ${one.id} side`).chance(0.5)
  }
}

/** People are drawn to the right; what looks at us cannot be turned. */
function turnTo(one: PlacedThing, body: Body, facing: 'left' | 'right'): void {
  const look = body.isCreature ? body.look : body.traits.living ? 'right' : 'left'
  if (look === undefined) body.missed.push({ words: `facing ${facing}`, kind: 'quality' })
  else one.mirrored = look !== facing
}

function heroColour(bodies: readonly Body[]): ReturnType<typeof dominantColour> {
  const [hero] = bodies
  return hero ? ownColour(hero) : noColour
}

/** Icons made of lines come in black, which says nothing about their subject. */
function ownColour(body: Body): ReturnType<typeof dominantColour> {
  const asked = readHex(body.asked(0) ?? '')
  if (asked) return asked
  return body.isLineIcon ? noColour : dominantColour(body.nodes(0))
}

function tell(report: PictureReport, bodies: readonly Body[], broken: readonly string[]): void {
  for (const { thing, name, missed } of bodies) {
    const color = colourWords(thing)
    const pose = 'pose' in thing && !missed.some(({ kind }) => kind === 'action') ? thing.pose : undefined
    const facing = missed.some(({ words }) => words.startsWith('facing')) ? undefined : thing.facing
    report.drawn.push({
      name,
      count: thing.count ?? 1,
      ...(color === '' ? {} : { color }),
      ...(pose ? { pose } : {}),
      ...(facing ? { facing } : {}),
    })
    for (const { words, kind } of missed) report.leftOut.push({ words, reason: 'not_drawable', kind })
  }
  for (const id of broken) report.leftOut.push({ words: id, reason: 'not_drawable', kind: 'relation' })
}
