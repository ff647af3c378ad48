import { type PlanFault, type ScenePlan, validatePlan } from '@chatsvg/composer'
import { isRecord, type Loose, readText, toWords } from '../llm/loose-value.ts'
import { nameOf } from './coerce-things.ts'
import type { ReportNotes } from './report-notes.ts'

/** A plan before it is valid. All but `background` and `things` are the service's own. */
export type DraftPlan = Loose & { background: unknown; things: Loose[] }

/**
 * Drops everything that the composer's validator refuses, until it accepts the plan: a field, or the entire
 * thing if the field defines it. Changes the draft.
 *
 * @returns a valid plan, perhaps without things, and the first faults.
 */
export function prunePlan(draft: DraftPlan, notes: ReportNotes): { plan: ScenePlan; faults: PlanFault[] } {
  let first: PlanFault[] | undefined
  for (;;) {
    const checked = validatePlan(draft)
    if (checked.ok) return { plan: checked.plan, faults: first ?? [] }
    first ??= checked.faults
    const before = JSON.stringify(draft)
    const gone = new Set(checked.faults.flatMap(({ path }) => dropAt(draft, path, notes) ?? []))
    draft.things = draft.things.filter((thing) => !gone.has(thing))
    if (JSON.stringify(draft) === before)
      throw new Error(`a plan of the service is not valid: ${checked.faults[0]?.path}`)
  }
}

/** Drops the field of this path. Returns the thing if it cannot stay. */
function dropAt(draft: DraftPlan, path: string, notes: ReportNotes): Loose | undefined {
  const [, at, within] = /^things\[(\d+)\](?:\.(.*))?$/s.exec(path) ?? []
  if (at === undefined) return dropBackground(draft, path, notes)
  const thing = draft.things[Number(at)]
  if (!thing) return undefined
  const field = fieldOf(thing, within)
  if (field === undefined || whatItIs.has(field)) {
    notes.leaveOut(nameOf(thing), 'noun')
    return thing
  }
  if (field === 'colours') dropColour(thing, within, notes)
  else if (field in thing) {
    noteField(thing, field, notes)
    delete thing[field]
  }
  return undefined
}

const whatItIs = new Set(['concept', 'shape', 'text', 'chart', 'values'])

/** Names of unknown fields may have points in them. */
function fieldOf(record: Loose, within: string | undefined): string | undefined {
  return within === undefined || Object.hasOwn(record, within) ? within : within.split(/[.[]/)[0]
}

function dropColour(thing: Loose, within = '', notes: ReportNotes): void {
  const { colours } = thing
  const part = within.replace(/^colours\.?/, '').replace(/\[\d+\]$/, '')
  if (!isRecord(colours) || part === '') delete thing.colours
  else if (part in colours) {
    notes.leaveOut([colours[part]].flat().map(readText).join(' '), 'colour')
    delete colours[part]
    if (Object.keys(colours).length === 0) delete thing.colours
  }
}

function noteField(thing: Loose, field: string, notes: ReportNotes): void {
  const value = readText(thing[field])
  if (field === 'place') notes.leaveOut(describePlace(thing), 'relation', 'not_drawable')
  else if (field === 'pose') notes.leaveOut(value ?? field, 'action')
  else if (field === 'texture') notes.leaveOut(value ?? field, 'texture')
  else if (field === 'looks') notes.leaveOut(`looks of ${nameOf(thing)}`, 'part')
  else notes.leaveOut([toWords(field), value].join(' '), 'quality')
}

/** "fox hidden by cave". */
function describePlace(thing: Loose): string {
  const [[relation, target] = ['place', undefined]] = isRecord(thing.place) ? Object.entries(thing.place) : []
  return [nameOf(thing), toWords(relation), [target].flat().map(readText).join(' and ')].join(' ')
}

function dropBackground(draft: DraftPlan, path: string, notes: ReportNotes): undefined {
  const { background } = draft
  const key = /^background\.(.*)$/s.exec(path)?.[1]
  if (key !== undefined && isRecord(background) && key in background) {
    const value = readText(background[key]) ?? toWords(key)
    notes.leaveOut(value, key === 'scene' || key === 'far' ? 'noun' : 'quality')
    delete background[key]
    if (Object.keys(background).length === 0) draft.background = 'auto'
  } else if (path === 'background') {
    notes.leaveOut(readText(background) ?? 'background', 'quality')
    draft.background = 'auto'
  }
}
