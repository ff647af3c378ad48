import { type Lch, readHex } from '../colour.ts'
import type { Library } from '../concepts/library.ts'
import type { LayoutItem } from '../layout/layout-item.ts'
import { placeThings } from '../layout/place-things.ts'
import type { ScenePlan } from '../plan/scene-plan.ts'
import { createRandom } from '../random.ts'
import { emptyReport, type PictureReport } from '../report/report.ts'
import { drawingStyles } from '../styles/index.ts'
import { keepToPalette } from '../styles/keep-to-palette.ts'
import { dominantColour } from '../styles/recolour.ts'
import { chooseSetting, noColour, paintSetting } from './background.ts'
import { type Body, lookOfBody } from './body.ts'
import { chooseDrawings } from './choose-drawings.ts'
import { colourWords, creditOf, describePicture, partsOf } from './describe.ts'
import { drawLinks } from './draw-links.ts'
import { drawThing } from './draw-thing.ts'
import { isWellInside, keepInside } from './keep-inside.ts'
import { isPage, pageInset } from './page.ts'
import { writePicture } from './write-picture.ts'

/** A finished picture: the document in pieces that each end after a complete element, and the report. */
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
  const bodies = chooseDrawings(library, plan, style, report)
  const setting = chooseSetting(plan, bodies, style, view)
  const { placed, broken } = placeThings(
    bodies.map((body) => itemOf(body, plan, bodies)),
    {
      canvas: { x: 0, y: 0, ...view },
      frame: setting.frame,
      standing: setting.standing,
      seed: plan.seed,
      ...(setting.kind === 'page' ? { inset: pageInset } : {}),
    },
  )
  turnByChance(placed, bodies, plan.seed)
  const paletteOf = (colour: Lch) => style.choosePalette(colour, createRandom(`${plan.seed} palette`))
  const palettes = bodies.map((body) => paletteOf(ownColour(body)))
  const palette = palettes[0] ?? paletteOf(noColour)
  const { behind, before } = paintSetting(plan, setting, style, palette, view, placed, bodies)
  const links = drawLinks(bodies, placed, style, palette)
  const things = placed.flatMap((one) => {
    const at = bodies.findIndex(({ thing }) => thing.id === one.id)
    const body = bodies[at]
    if (!body) return []
    const drawn = drawThing(body, one, style, palettes[at] ?? palette, plan.sticker === true)
    const inside =
      !one.turns && one.copies.every((box) => isWellInside(box, view)) ? [drawn] : keepInside([drawn], view)
    const joined = links.filter(({ after }) => after === one.id).map(({ node }) => node)
    return [...inside, ...keepInside(joined, view)]
  })
  const painted = [...keepInside(behind, view), ...things, ...keepInside(before, view)]
  const groups = plan.palette ? keepToPalette(painted, plan.palette) : painted
  tell(report, bodies, broken)
  for (const name of setting.kept)
    report.leftOut.push({ words: `without ${name}`, reason: 'not_drawable', kind: 'part' })
  const description = describePicture(plan, bodies, { broken, kept: setting.kept })
  const pieces = writePicture({
    plan,
    view,
    title: plan.title ?? description,
    description,
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

function itemOf(body: Body, plan: ScenePlan, bodies: readonly Body[]): LayoutItem {
  const { thing } = body
  const { place, point } = thing
  const ground = place && 'on' in place ? bodies.find((one) => one.thing.id === place.on) : undefined
  const isMark = ground?.traits.isMap === true && !('text' in thing)
  const holder = place && 'in' in place ? bodies.find((one) => one.thing.id === place.in) : undefined
  const inRow = (place !== undefined && 'on' in place) || (isPage(plan) && (thing.count ?? 1) <= 4)
  return {
    id: thing.id,
    aspect: body.box.width / body.box.height,
    count: thing.count ?? 1,
    // In an emblem and on a card, sizes of the real world do not count.
    traits: plan.emblem || isPage(plan) ? { ...body.traits, metres: 1 } : body.traits,
    anchors: body.anchors,
    ...(thing.size === undefined ? {} : { size: thing.size }),
    ...(thing.place === undefined ? {} : { place: thing.place }),
    ...(thing.box === undefined ? {} : { box: thing.box }),
    isText: 'text' in thing,
    ...(isMark ? { isMark } : {}),
    ...(point ? { point } : {}),
    isSign: 'shape' in thing,
    ...(isMark
      ? { order: 'apart' as const }
      : holder?.traits.contains === 'open'
        ? { order: 'heap' as const }
        : inRow
          ? { order: 'row' as const }
          : {}),
    sits: 'pose' in thing && /^(?:sitting|lying|sleeping|reading)$/.test(thing.pose ?? ''),
    isPlant: body.isPlant,
    isCreature: body.isCreature,
    look: lookOfBody(body),
    ...(thing.facing === undefined ? {} : { facing: thing.facing }),
  }
}

/** Other seeds turn animals round, unless they have a relation to another thing. */
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
    if (facing !== undefined) {
      if (lookOfBody(body) === undefined) body.missed.push({ words: `facing ${facing}`, kind: 'quality' })
    } else if (body.isCreature && !tied.has(one.id))
      one.mirrored = createRandom(`${seed} ${one.id} side`).chance(0.5)
  }
}

/** Icons made of lines come in black, which says nothing about their subject. */
function ownColour(body: Body): Lch {
  const asked = readHex(body.asked(0) ?? '')
  if (asked) return asked
  return body.isLineIcon ? noColour : dominantColour(body.nodes(0))
}

function tell(report: PictureReport, bodies: readonly Body[], broken: readonly string[]): void {
  for (const body of bodies) {
    const { thing, name, missed, isAdded } = body
    if (isAdded) continue
    const parts = 'concept' in thing ? partsOf(body) : []
    const color = colourWords(thing)
    const pose = 'pose' in thing && !missed.some(({ kind }) => kind === 'action') ? thing.pose : undefined
    const facing = missed.some(({ words }) => words.startsWith('facing')) ? undefined : thing.facing
    report.drawn.push({
      name,
      count: thing.count ?? 1,
      ...(color === '' ? {} : { color }),
      ...(parts.length > 0 ? { parts } : {}),
      ...(pose ? { pose } : {}),
      ...(facing ? { facing } : {}),
    })
    for (const { words, kind } of missed) report.leftOut.push({ words, reason: 'not_drawable', kind })
  }
  for (const id of broken)
    report.leftOut.push({ words: relationWords(bodies, id), reason: 'not_drawable', kind: 'relation' })
}

/** "cat under table". */
function relationWords(bodies: readonly Body[], id: string): string {
  const nameOfId = (of: unknown) => bodies.find(({ thing }) => thing.id === of)?.name ?? String(of)
  const place = bodies.find(({ thing }) => thing.id === id)?.thing.place ?? {}
  const [relation = '', to] = Object.entries(place)[0] ?? []
  const words = relation.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  const others = [to].flat().map(nameOfId).join(' and ')
  return relation === 'at' ? `${nameOfId(id)} at ${String(to)}` : `${nameOfId(id)} ${words} ${others}`.trim()
}
