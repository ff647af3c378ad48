import { isColour } from '../words/colours.ts'
import {
  canvasSides,
  chartNames,
  countMax,
  diagramNames,
  drawingStyleNames,
  farNames,
  labelsMax,
  lights,
  moods,
  planThingsMax,
  poses,
  relations,
  type ScenePlan,
  sceneNames,
  seasons,
  shapeNames,
  sizeNames,
  spots,
  textFrames,
  textureNames,
  weathers,
  withoutMax,
} from './scene-plan.ts'

/**
 * A fault, and its path in the document, such as `things[2].place.on`, so that a person or a model can
 * correct it.
 */
export type PlanFault = { path: string; problem: string }

export type PlanResult = { ok: true; plan: ScenePlan } | { ok: false; faults: PlanFault[] }

/**
 * Checks a document from outside. Reports every fault with its path, not only the first. Runs in Node and in
 * browsers.
 *
 * @example validatePlan(JSON.parse(text))
 */
export function validatePlan(document: unknown): PlanResult {
  const faults: PlanFault[] = []
  const fault: Report = (path, problem) => {
    faults.push({ path, problem })
    return undefined
  }
  if (!isRecord(document)) return { ok: false, faults: [{ path: '', problem: 'must be an object' }] }
  checkKeys(document, '', planKeys, fault)
  if (document.version !== 1) fault('version', 'must be 1')
  if (!isWhole(document.seed, 0, 2 ** 32 - 1)) fault('seed', 'must be a whole number from 0 to 4294967295')
  checkOneOf(document.style, 'style', drawingStyleNames, fault)
  if (document.title !== undefined && !isText(document.title, 500))
    fault('title', 'must be a text of at most 500 characters')
  for (const key of ['emblem', 'sticker'] as const)
    if (document[key] !== undefined && typeof document[key] !== 'boolean') fault(key, 'must be true or false')
  checkCanvas(document.canvas, fault)
  checkBackground(document.background, fault)
  if (document.palette !== undefined) checkColours(document.palette, 'palette', 8, fault)
  if (document.without !== undefined) checkTexts(document.without, 'without', withoutMax, fault)
  checkThings(document.things, fault)
  return faults.length === 0 ? { ok: true, plan: document as ScenePlan } : { ok: false, faults }
}

/** Returns nothing, so that a check may end with it. */
type Report = (path: string, problem: string) => undefined

const planKeys = [
  'version',
  'seed',
  'style',
  'title',
  'canvas',
  'background',
  'palette',
  'emblem',
  'sticker',
  'without',
  'things',
]
const kindKeys = ['concept', 'shape', 'text', 'chart', 'diagram'] as const
const thingKeys = [
  ...kindKeys,
  'id',
  'count',
  'colours',
  'texture',
  'size',
  'place',
  'point',
  'box',
  'facing',
  'pose',
  'looks',
  'mood',
  'frame',
  'arc',
  'values',
  'labels',
]

function checkCanvas(canvas: unknown, fault: Report): undefined {
  if (!isRecord(canvas)) return fault('canvas', 'must be an object with width and height')
  checkKeys(canvas, 'canvas', ['width', 'height'], fault)
  const { min, max, ratioMax } = canvasSides
  const { width, height } = canvas
  for (const side of ['width', 'height'] as const)
    if (!isNumber(canvas[side], min, max)) fault(`canvas.${side}`, `must be a number from ${min} to ${max}`)
  if (isNumber(width, min, max) && isNumber(height, min, max)) {
    if (Math.max(width / height, height / width) > ratioMax)
      fault('canvas', `must not be longer than ${ratioMax} to 1`)
  }
}

function checkBackground(background: unknown, fault: Report): undefined {
  if (background === 'auto' || background === 'none') return
  if (typeof background === 'string') {
    if (!isColour(background)) fault('background', 'must be "auto", "none", a colour or a scene')
    return
  }
  if (!isRecord(background)) return fault('background', 'must be "auto", "none", a colour or a scene')
  const allowed = { scene: sceneNames, far: farNames, light: lights, weather: weathers, season: seasons }
  checkKeys(background, 'background', Object.keys(allowed), fault)
  for (const [key, values] of Object.entries(allowed))
    if (background[key] !== undefined) checkOneOf(background[key], `background.${key}`, values, fault)
}

function checkThings(things: unknown, fault: Report): undefined {
  if (!Array.isArray(things)) return fault('things', 'must be a list')
  if (things.length > planThingsMax) fault('things', `must have at most ${planThingsMax} things`)
  const ids = new Set<string>()
  things.forEach((thing, at) => {
    const id = isRecord(thing) ? thing.id : undefined
    if (typeof id !== 'string' || !/^[a-z][a-z0-9-]{0,39}$/.test(id))
      fault(`things[${at}].id`, 'must be a word of lower-case letters, digits and hyphens')
    else if (ids.has(id)) fault(`things[${at}].id`, `"${id}" is taken by another thing`)
    else ids.add(id)
  })
  things.forEach((thing, at) => {
    const path = `things[${at}]`
    if (isRecord(thing)) checkThing(thing, path, ids, fault)
    else fault(path, 'must be an object')
  })
}

function checkThing(
  thing: Record<string, unknown>,
  path: string,
  ids: Set<string>,
  fault: Report,
): undefined {
  checkKeys(thing, path, thingKeys, fault)
  const kinds = kindKeys.filter((key) => thing[key] !== undefined)
  if (kinds.length !== 1) fault(path, `must have exactly one of ${kindKeys.join(', ')}`)
  if (thing.concept !== undefined && !isText(thing.concept, 80)) fault(`${path}.concept`, 'must be a name')
  if (thing.shape !== undefined) checkOneOf(thing.shape, `${path}.shape`, shapeNames, fault)
  if (thing.text !== undefined && !isText(thing.text, 80))
    fault(`${path}.text`, 'must be a text of 1 to 80 characters')
  if (thing.arc !== undefined && typeof thing.arc !== 'boolean') fault(`${path}.arc`, 'must be true or false')
  if (thing.chart !== undefined) checkChart(thing, path, fault)
  if (thing.diagram !== undefined) checkOneOf(thing.diagram, `${path}.diagram`, diagramNames, fault)
  if (thing.labels !== undefined) checkTexts(thing.labels, `${path}.labels`, labelsMax, fault)
  if (thing.count !== undefined && !isWhole(thing.count, 1, countMax))
    fault(`${path}.count`, `must be a whole number from 1 to ${countMax}`)
  if (thing.point !== undefined) checkPoint(thing.point, `${path}.point`, fault)
  if (thing.pose !== undefined) checkOneOf(thing.pose, `${path}.pose`, poses, fault)
  if (thing.mood !== undefined) checkOneOf(thing.mood, `${path}.mood`, moods, fault)
  if (thing.frame !== undefined) checkOneOf(thing.frame, `${path}.frame`, textFrames, fault)
  if (thing.texture !== undefined) checkOneOf(thing.texture, `${path}.texture`, textureNames, fault)
  if (thing.facing !== undefined) checkOneOf(thing.facing, `${path}.facing`, ['left', 'right'], fault)
  if (typeof thing.size === 'number') {
    if (!isNumber(thing.size, 0.02, 1)) fault(`${path}.size`, 'must be from 0.02 to 1')
  } else if (thing.size !== undefined) checkOneOf(thing.size, `${path}.size`, sizeNames, fault)
  if (thing.colours !== undefined) {
    if (!isRecord(thing.colours)) fault(`${path}.colours`, 'must be an object of colours by part')
    else
      for (const [part, colour] of Object.entries(thing.colours))
        checkColours(typeof colour === 'string' ? [colour] : colour, `${path}.colours.${part}`, 8, fault)
  }
  if (thing.looks !== undefined) {
    if (!isRecord(thing.looks) || !Object.values(thing.looks).every((value) => isText(value, 40)))
      fault(`${path}.looks`, 'must be an object of short texts')
  }
  if (thing.box !== undefined) checkBox(thing.box, `${path}.box`, fault)
  if (thing.place !== undefined) checkPlace(thing.place, `${path}.place`, ids, String(thing.id), fault)
}

function checkChart(thing: Record<string, unknown>, path: string, fault: Report): undefined {
  checkOneOf(thing.chart, `${path}.chart`, chartNames, fault)
  const { values } = thing
  if (!Array.isArray(values) || values.length < 1 || values.length > 24)
    fault(`${path}.values`, 'must be a list of 1 to 24 numbers')
  else
    values.forEach((value, at) => {
      if (!isNumber(value, 0, 1e9)) fault(`${path}.values[${at}]`, 'must be a number of at least 0')
    })
}

function checkTexts(texts: unknown, path: string, max: number, fault: Report): undefined {
  if (!Array.isArray(texts) || texts.length > max || !texts.every((text) => isText(text, 40)))
    fault(path, `must be a list of at most ${max} texts of 1 to 40 characters`)
}

function checkBox(box: unknown, path: string, fault: Report): undefined {
  if (!isRecord(box)) return fault(path, 'must be an object with x, y, width and height')
  checkKeys(box, path, ['x', 'y', 'width', 'height'], fault)
  for (const key of ['x', 'y'] as const)
    if (!isNumber(box[key], -8192, 8192)) fault(`${path}.${key}`, 'must be a number')
  for (const key of ['width', 'height'] as const)
    if (!isNumber(box[key], 1, 8192)) fault(`${path}.${key}`, 'must be a number of at least 1')
}

function checkPoint(point: unknown, path: string, fault: Report): undefined {
  if (!isRecord(point)) return fault(path, 'must be an object with x and y')
  checkKeys(point, path, ['x', 'y'], fault)
  for (const key of ['x', 'y'] as const)
    if (!isNumber(point[key], 0, 1)) fault(`${path}.${key}`, 'must be a number from 0 to 1')
}

function checkPlace(place: unknown, path: string, ids: Set<string>, own: string, fault: Report): undefined {
  if (!isRecord(place)) return fault(path, 'must be an object with one relation')
  const allowed = [...relations, 'between', 'at']
  checkKeys(place, path, allowed, fault)
  const named = Object.keys(place).filter((key) => allowed.includes(key))
  if (named.length !== 1) return fault(path, 'must have exactly one relation')
  const [relation = ''] = named
  const value = place[relation]
  if (relation === 'at') return checkOneOf(value, `${path}.at`, spots, fault)
  const targets = relation === 'between' ? value : [value]
  if (!Array.isArray(targets) || (relation === 'between' && targets.length !== 2))
    return fault(`${path}.between`, 'must be a list of two ids')
  targets.forEach((target) => {
    if (typeof target !== 'string' || !ids.has(target))
      fault(`${path}.${relation}`, 'must be the id of a thing')
    else if (target === own) fault(`${path}.${relation}`, 'must be another thing')
  })
}

function checkColours(list: unknown, path: string, max: number, fault: Report): undefined {
  if (!Array.isArray(list) || list.length < 1 || list.length > max)
    return fault(path, `must be 1 to ${max} colours`)
  list.forEach((colour, at) => {
    if (typeof colour !== 'string' || !isColour(colour))
      fault(list.length > 1 ? `${path}[${at}]` : path, 'must be the name of a colour or #rrggbb')
  })
}

function checkKeys(record: Record<string, unknown>, path: string, allowed: readonly string[], fault: Report) {
  for (const key of Object.keys(record))
    if (!allowed.includes(key)) fault(path === '' ? key : `${path}.${key}`, 'is not known')
}

function checkOneOf(value: unknown, path: string, allowed: readonly string[], fault: Report): undefined {
  if (typeof value !== 'string' || !allowed.includes(value))
    fault(path, `must be one of ${allowed.join(', ')}`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown, charsMax: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= charsMax
}

function isNumber(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && value >= min && value <= max
}

function isWhole(value: unknown, min: number, max: number): value is number {
  return isNumber(value, min, max) && Number.isInteger(value)
}
