import {
  type PictureReport,
  type PlanFault,
  planThingsMax,
  type ScenePlan,
  sceneNames,
} from '@chatsvg/composer'
import { findJson } from '../llm/find-json.ts'
import { cleanValue, isRecord, type Loose, matchName } from '../llm/loose-value.ts'
import { containsPromptEcho } from '../llm/prompt-echo.ts'
import type { SvgRequest } from '../port.ts'
import { coerceThings, nameOf } from './coerce-things.ts'
import { type DraftPlan, prunePlan } from './prune-plan.ts'
import { createReportNotes } from './report-notes.ts'

/** The result of reading a model's answer. */
export type PlanReading = {
  /** Valid, and with something to draw; absent if the answer is unusable. */
  plan?: ScenePlan
  /** What was dropped or changed. */
  report: PictureReport
  /** The fault, described for the model, if the answer is unusable. */
  faults: PlanFault[]
  /** Whether the plan was complete. */
  isWhole: boolean
}

/**
 * Reads a model's answer leniently into a valid plan. Version, seed, style, canvas, palette and title are
 * those of the request, and so is the background if the request names one; these fields of the answer are
 * ignored. Unusable parts are dropped, and the report lists them. Never throws.
 */
export function readPlan(answer: string, request: SvgRequest): PlanReading {
  const nothing = (problem: string, path = ''): PlanReading => ({
    report: { drawn: [], changed: [], leftOut: [] },
    faults: [{ path, problem }],
    isWhole: false,
  })
  if (containsPromptEcho(answer)) return nothing('it repeats the rules instead of a plan')
  const documents = findJson(answer)
  if (documents.length === 0) return nothing('there is no JSON object in it')
  // Models write drafts before the plan, as they do with pictures.
  const found = documents
    .map(({ value, isWhole }) => ({ written: findPlan(cleanValue(value)), isWhole }))
    .findLast(({ written }) => written !== undefined)
  if (!found?.written) return nothing('must be a list of at least one thing', 'things')
  const { written, isWhole } = found
  const notes = createReportNotes()
  const things = coerceThings(written.things.slice(0, thingsReadMax), notes)
  for (const thing of things.slice(planThingsMax)) notes.leaveOut(nameOf(thing), 'noun', 'no_room')
  const decided = decide(request)
  const draft: DraftPlan = {
    ...decided,
    background: decided.background ?? coerceBackground(written),
    ...((request.set || isTrue(written.emblem)) && { emblem: true }),
    things: things.slice(0, planThingsMax),
  }
  const { plan, faults } = prunePlan(draft, notes)
  const scene = isRecord(plan.background) ? plan.background.scene : undefined
  const report = {
    drawn: scene === undefined || decided.background ? [] : [{ name: String(scene), count: 1 }],
    ...notes.read(),
  }
  const isUsable = plan.things.length > 0 || (isWhole && things.length === 0 && report.drawn.length > 0)
  return { ...(isUsable && { plan }), report, faults, isWhole }
}

/** The maximum of things that are listed in the report because they do not fit into a plan. */
const thingsReadMax = 40

/** The fields that the request decides, whatever the model says. */
function decide({ prompt, style, seed, width = 256, height = 256, background, palette }: SvgRequest) {
  const title = prompt.trim().slice(0, 500).toWellFormed()
  return {
    version: 1,
    seed,
    style,
    canvas: { width, height },
    ...(background !== undefined && background !== 'auto' && { background }),
    ...(title !== '' && { title }),
    ...(palette && palette.length > 0 && { palette }),
  }
}

type WrittenPlan = Loose & { things: unknown[] }

/** The object with the things, wherever the model put it: nested, as a bare list, or as a single thing. */
function findPlan(value: unknown, depth = 0): WrittenPlan | undefined {
  if (Array.isArray(value))
    return value.some(isRecord) || value.every((one) => typeof one === 'string')
      ? { things: value }
      : undefined
  if (!isRecord(value) || depth > 3) return undefined
  if (Array.isArray(value.things)) return { ...value, things: value.things }
  if (isRecord(value.things))
    return { ...value, things: Object.entries(value.things).map(([id, one]) => ({ id, ...toRecord(one) })) }
  for (const key of thingKeys) if (typeof value[key] === 'string') return { things: [value] }
  const lists = Object.values(value).filter((one) => Array.isArray(one) && one.some(isRecord)) as unknown[][]
  if (lists[0]) return { ...value, things: lists[0] }
  const nested = Object.entries(value)
    .filter(([key]) => key !== 'background')
    .map(([, one]) => (isRecord(one) ? findPlan(one, depth + 1) : undefined))
  return (
    nested.find((one) => one !== undefined) ??
    (value.background === undefined && value.scene === undefined ? undefined : { ...value, things: [] })
  )
}

const thingKeys = ['concept', 'shape', 'text', 'chart']
const toRecord = (value: unknown): Loose => (isRecord(value) ? value : { concept: value })

/** A scene by its name, also beside the things instead of in the background. */
function coerceBackground({ background, scene, light, weather, season }: Loose): unknown {
  const beside = { scene, light, weather, season }
  const given = isRecord(background) ? background : isScene(background) ? { scene: background } : undefined
  if (background !== undefined && !given) return background
  const fields = Object.entries({ ...beside, ...given }).flatMap(([key, value]) =>
    value === undefined || value === 'none' ? [] : [[key, lower(value)]],
  )
  return fields.length > 0 ? Object.fromEntries(fields) : 'auto'
}

const isScene = (value: unknown) =>
  typeof value === 'string' && sceneNames.some((name) => name === matchName(value, sceneNames))

const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value)

const isTrue = (value: unknown) => value === true || value === 'true'
