import type { Box } from '../art/bounds.ts'
import { escapeText } from '../art/tree.ts'
import { readHex } from '../colour.ts'
import type { Library } from '../concepts/library.ts'
import { drawPlan } from '../drawing/draw-plan.ts'
import type { DrawingStyle, PlanThing, ScenePlan, TextThing } from '../plan/scene-plan.ts'
import type { Gloss } from '../reading/gloss.ts'
import { readSentence } from '../reading/read-sentence.ts'
import { type PictureParts, readParts, unite } from './picture-parts.ts'
import type { Scope } from './scope.ts'

/** A drawing without anything behind it. */
export type DrawnThing = {
  name: string
  count: number
  color: string | undefined
  markup: string
  box: Box
  plan: ScenePlan
}

/** The thing that the words name, drawn alone; undefined if the composer is sure about none of the words. */
export function drawThingAlone(
  library: Library,
  gloss: Gloss,
  words: string,
  options: { style: DrawingStyle; seed: number; colour?: string },
): DrawnThing | undefined {
  const reading = readSentence(library, gloss, words, { ...options, background: 'none' })
  if (reading.kind === 'not_understood' || reading.plan.things.length === 0) return undefined
  if (reading.report.leftOut.some(({ kind }) => kind === 'noun')) return undefined
  const { colour } = options
  const things = reading.plan.things.map((thing) =>
    colour === undefined || thing.colours ? thing : { ...thing, colours: { all: colour } },
  )
  const plan = { ...reading.plan, things }
  const { pieces, report } = drawPlan(library, plan)
  const [drawn] = report.drawn
  const document = withoutWords(pieces.join(''))
  const box = unite(
    readParts(document, undefined, '').parts.filter(({ isScene, depth }) => !isScene && depth === 0),
  )
  if (!drawn || !box) return undefined
  const markup = plan.things.map(({ id }) => groupIn(document, id)).join('')
  return { name: drawn.name, count: drawn.count, color: drawn.color, markup, box, plan }
}

/**
 * Where a thing is that somebody of the plan wears, in the units of the wearer's scope in the picture;
 * undefined if the wearer must be drawn anew for it.
 */
export function boxOfWorn(
  library: Library,
  plan: ScenePlan,
  wearerId: string | undefined,
  concept: string,
  { box: on, shapes }: Scope,
): Box | undefined {
  const wearer = plan.things.find(({ id }) => id === wearerId)
  if (!wearer || !('concept' in wearer) || (wearer.count ?? 1) > 1) return undefined
  const { place: _place, box: _box, ...alone } = wearer
  const worn: PlanThing = { id: 'worn', concept, place: { wornBy: alone.id } }
  const { pieces } = drawPlan(library, { ...plan, background: 'none', things: [alone, worn] })
  const { parts } = readParts(withoutWords(pieces.join('')), undefined, '')
  const [ownPart, otherPart] = [worn.id, alone.id].map((id) => parts.find((part) => part.id === id))
  const [own, other] = [ownPart?.box, otherPart?.box]
  // Animals have another drawing when they wear something.
  const isSame = otherPart && otherPart.to - otherPart.from === shapes.length
  if (!own || !other || !isSame) return undefined
  const scale = on.height / other.height
  return {
    x: on.x + (own.x - other.x) * scale,
    y: on.y + (own.y - other.y) * scale,
    width: own.width * scale,
    height: own.height * scale,
  }
}

/** The drawing as a named group, scaled to fit into a box and centred in it. */
export function fitThing({ name, markup, box }: DrawnThing, into: Box): string {
  const scale = Math.min(into.width / box.width, into.height / box.height)
  const x = into.x + (into.width - box.width * scale) / 2 - box.x * scale
  const y = into.y + (into.height - box.height * scale) / 2 - box.y * scale
  const number = (value: number) => String(Math.round(value * 1e5) / 1e5)
  return `<g aria-label="${escapeText(name).replaceAll('"', '&quot;')}" transform="translate(${number(x)} ${number(y)})scale(${number(scale)})">${markup}</g>`
}

/** The size of a drawing that is as wide or as high as a box. */
export function sizeWithin(
  { box }: DrawnThing,
  width: number,
  height: number,
): { width: number; height: number } {
  const scale = Math.min(width / box.width, height / box.height)
  return { width: box.width * scale, height: box.height * scale }
}

/**
 * The group of a changed thing of a plan; empty if its drawing does not show the change.
 */
export function drawThingAnew(library: Library, plan: ScenePlan, thing: PlanThing): string {
  const changed = plan.things.map((one) => (one.id === thing.id ? thing : one))
  const { pieces, report } = drawPlan(library, { ...plan, things: changed })
  const missed = report.leftOut.some(({ kind }) => /^(?:texture|action|quality|noun)$/.test(kind))
  return missed ? '' : groupIn(withoutWords(pieces.join('')), thing.id)
}

/**
 * The group that replaces the lettering of a plan: other words in the same colours.
 */
export function drawWordsAnew(
  library: Library,
  plan: ScenePlan,
  thing: TextThing,
  text: string,
  colours: { all?: string; frame?: string },
): string {
  const changed = plan.things.map((one) => (one.id === thing.id ? { ...thing, text, colours } : one))
  return groupIn(withoutWords(drawPlan(library, { ...plan, things: changed }).pieces.join('')), thing.id)
}

/** The colours of letters and of the surface behind them. */
export function coloursOfWords(
  shapes: PictureParts['shapes'],
  hasFrame: boolean,
): { all?: string; frame?: string } {
  const letters = shapes.at(-1)?.fill
  const frame = shapes.findLast(({ fill }) => fill !== letters)?.fill
  return {
    ...(letters !== undefined && readHex(letters) ? { all: letters } : {}),
    ...(hasFrame && frame !== undefined && readHex(frame) ? { frame } : {}),
  }
}

const withoutWords = (svg: string): string =>
  svg
    .replace(/<title>[^<]*<\/title>/, '')
    .replace(/<desc>[^<]*<\/desc>/, '')
    .replace(/<metadata>[^<]*<\/metadata>/, '')

/** The markup of a group, by its id. */
function groupIn(svg: string, id: string): string {
  const start = svg.search(new RegExp(`<g (?:[^>]* )?id="${id}"`))
  if (start < 0) return ''
  let depth = 0
  for (const tag of svg.slice(start).matchAll(/<g[ >][^>]*>|<\/g>/g)) {
    if (tag[0].endsWith('/>')) continue
    depth += tag[0] === '</g>' ? -1 : 1
    if (depth === 0) return svg.slice(start, start + tag.index + tag[0].length)
  }
  return ''
}
