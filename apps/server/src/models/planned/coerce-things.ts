import { chartNames, countMax, shapeNames, textFrames } from '@chatsvg/composer'
import { isRecord, type Loose, matchName, readNumber, readText, squash, toWords } from '../llm/loose-value.ts'
import { coercePlace } from './coerce-place.ts'
import type { ReportNotes } from './report-notes.ts'

/** Fields in which models write the concept of a thing, or another name for it. */
const otherNames = ['name', 'object', 'type', 'kind', 'label', 'description'] as const

/**
 * Things in the form of a `ScenePlan`, as far as they can be recognised: one kind each, an id of its own,
 * numbers as numbers, colours by part, places by id. Other fields stay as they are, for the validator to
 * find.
 *
 * @param written cleaned by `cleanValue`.
 */
export function coerceThings(written: readonly unknown[], notes: ReportNotes): Loose[] {
  const things = written
    .map((one) => (typeof one === 'string' ? { concept: one } : one))
    .filter(isRecord)
    .map((one) => ({ written: one, thing: coerceThing(one, notes) }))
    .filter(({ thing }) => thing.count !== 0)
  const ids = new Map<string, string>()
  for (const { written: one, thing } of things) {
    const id = freeId(readText(one.id) ?? nameOf(thing), new Set(ids.values()))
    thing.id = id
    // The first thing of a name is the one that others mean.
    for (const name of [id, readText(one.id), nameOf(thing), toSingular(nameOf(thing))])
      if (name !== undefined && !ids.has(squash(name))) ids.set(squash(name), id)
  }
  const findId = (name: string) => ids.get(squash(name)) ?? ids.get(squash(toSingular(name)))
  for (const { thing } of things)
    if (thing.place !== undefined) thing.place = coercePlace(thing.place, findId)
  return things.map(({ thing }) => thing)
}

/** What a thing is, in the model's words. */
export function nameOf({ concept, shape, text, chart, id }: Loose): string {
  return readText(concept ?? shape ?? text ?? (chart && `${chart} chart`) ?? id) ?? 'thing'
}

function coerceThing(written: Loose, notes: ReportNotes): Loose {
  const { color, colour, colors, colours, parts, position, id: _, ...rest } = written
  for (const name of otherNames) delete rest[name]
  const kind = chooseKind(written, notes)
  const count = readCount(rest.count, nameOf(kind), notes)
  const paint = coerceColours([color ?? colour ?? colors ?? colours, parts], count ?? 1, notes)
  const place = rest.place ?? position
  const values = kind.chart === undefined ? undefined : coerceValues(rest.values)
  for (const key of ['concept', 'shape', 'text', 'chart', 'count', 'frame', 'place', 'values'])
    delete rest[key]
  return {
    ...rest,
    ...kind,
    ...(rest.size === undefined ? {} : { size: readNumber(rest.size) ?? rest.size }),
    ...(count === undefined ? {} : { count }),
    ...(Object.keys(paint).length === 0 ? {} : { colours: paint }),
    ...(place === undefined ? {} : { place }),
    ...(values === undefined ? {} : { values }),
  }
}

/** Exactly one of concept, shape, text and chart, with the fields that belong to it. */
function chooseKind(written: Loose, notes: ReportNotes): Loose {
  const shape = readText(written.shape)
  const [given] = otherNames.flatMap((key) => readText(written[key]) ?? [])
  const concept = readText(written.concept)
  const text = readText(written.text)
  const chart = matchName(readText(written.chart) ?? '', chartNames)
  if (chartNames.some((name) => name === chart)) return { chart }
  const frame = matchName(readText(written.frame) ?? concept ?? shape ?? given ?? '', textFrames)
  const isFrame = textFrames.some((name) => name === frame)
  if (text !== undefined && (isFrame || (concept ?? shape) === undefined))
    return { text, ...(isFrame && { frame }) }
  if (text !== undefined) notes.leaveOut(text, 'text', 'not_drawable')
  const known = shape === undefined ? undefined : matchName(shape, shapeNames)
  if (known !== undefined && (concept === undefined || squash(concept) === squash(known))) {
    if (shapeNames.some((name) => name === known)) return { shape: known }
  }
  const said = concept ?? shape ?? given ?? readText(written.id)?.replace(/[-_\s]*\d+$/, '')
  return said === undefined ? {} : { concept: toWords(said) }
}

function readCount(value: unknown, name: string, notes: ReportNotes): number | undefined {
  if (value === undefined) return undefined
  const asked = readNumber(value)
  if (asked === undefined) {
    notes.leaveOut(`${readText(value) ?? 'number of'} ${name}`, 'quality')
    return undefined
  }
  const count = Math.min(countMax, Math.max(0, Math.round(asked)))
  if (count !== asked) notes.change(`${asked} ${name}`, `${count} ${name}`)
  return count
}

/** Names of parts go into the document of the picture's report. */
const partPattern = /^[a-z][a-z -]{0,30}$/

/** A colour, several for copies or for body and details, or colours by part. */
function coerceColours(written: readonly unknown[], count: number, notes: ReportNotes): Loose {
  const colours = new Map<string, unknown>()
  const add = (part: string, colour: unknown) => {
    const name = toWords(part)
    if (colour === undefined || colours.has(name)) return
    if (partPattern.test(name)) colours.set(name, colour)
    else notes.leaveOut(part, 'part')
  }
  const read = (value: unknown): void => {
    if (typeof value === 'string') add('all', value)
    else if (isRecord(value)) {
      const colour = value.colour ?? value.color
      if (colour !== undefined) add(readText(value.part ?? value.name) ?? 'all', colour)
      else for (const [part, one] of Object.entries(value)) add(part, one)
    } else if (Array.isArray(value)) {
      const plain = value.filter((one) => typeof one === 'string')
      if (plain.length > 1 && count === 1) for (const [at, one] of plain.entries()) add(ranks[at] ?? one, one)
      else if (plain.length > 0) add('all', plain)
      for (const one of value) if (isRecord(one)) read(one)
    }
  }
  for (const value of written) read(value)
  return Object.fromEntries(colours)
}

const ranks = ['all', 'second']

/** Numbers, in a list or by label. */
function coerceValues(values: unknown): unknown {
  const list = isRecord(values) ? Object.values(values) : values
  if (!Array.isArray(list)) return values
  return list.map((value) => readNumber(isRecord(value) ? value.value : value) ?? value)
}

/** Ids are lower-case words (docs/scene-plan.md). */
function freeId(name: string, taken: ReadonlySet<string>): string {
  const slug =
    toWords(name)
      .normalize('NFKD')
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replace(/^[^a-z]+/, '')
      .slice(0, 30)
      .replace(/-+$/, '') || 'thing'
  let id = slug
  for (let turn = 2; taken.has(id); turn += 1) id = `${slug}-${turn}`
  return id
}

const toSingular = (name: string) => name.replace(/s$/, '')
