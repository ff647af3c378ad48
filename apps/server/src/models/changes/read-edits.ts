import { findJson } from '../llm/find-json.ts'
import { isRecord, type Loose, matchName } from '../llm/loose-value.ts'

/** What a model wrote: edits, not checked yet; or what is wrong, for the model. */
export type EditsReading = { edits: unknown[]; isWhole: boolean } | { problem: string; isEmpty?: true }

const operations = [
  'paint',
  'recolor',
  'outline',
  'opacity',
  'move',
  'scale',
  'rotate',
  'flip',
  'crop',
  'remove',
  'duplicate',
  'reorder',
  'rename',
  'group',
  'ungroup',
  'text',
  'insert',
  'background',
  'canvas',
  'simplify',
] as const

/** Other names for the same, as models write them. */
const otherNames: Readonly<Record<string, (typeof operations)[number]>> = {
  recolour: 'recolor',
  fill: 'paint',
  color: 'paint',
  colour: 'paint',
  translate: 'move',
  resize: 'scale',
  delete: 'remove',
  add: 'insert',
  mirror: 'flip',
  order: 'reorder',
}

/**
 * The edits in a model's answer, leniently: among prose and fences, as an object or a bare list, a target as
 * its name alone. Values are checked where the edits are applied. Never throws.
 */
export function readEdits(answer: string): EditsReading {
  const found = findJson(answer)
    .map(({ value, isWhole }) => ({ written: findList(value), isWhole }))
    .findLast(({ written }) => written !== undefined)
  if (found?.written) {
    const edits = found.written.map(mendEdit)
    return edits.length > 0
      ? { edits, isWhole: found.isWhole }
      : { problem: 'the list of edits is empty', isEmpty: true }
  }
  return {
    problem: /<svg[\s>]/i.test(answer)
      ? 'it is a whole picture instead of a list of edits'
      : 'there is no JSON object with "edits" in it',
  }
}

function findList(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value.every(isRecord) ? value : undefined
  if (!isRecord(value)) return undefined
  if (Array.isArray(value.edits)) return value.edits
  if (isRecord(value.edits)) return [value.edits]
  return typeof value.op === 'string' ? [value] : undefined
}

/** Without what says nothing: vendors that enforce a schema write null for it. */
function mendEdit(written: unknown): unknown {
  if (!isRecord(written)) return written
  const edit: Loose = Object.fromEntries(
    Object.entries(written)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key === 'colour' ? 'color' : key, mendTarget(key, value)]),
  )
  if (typeof edit.op === 'string') {
    const op = matchName(edit.op, operations)
    edit.op = otherNames[op.toLowerCase()] ?? op
  }
  if (edit.op === 'paint' && typeof edit.color === 'string' && edit.fill === undefined) {
    edit.fill = edit.color
    delete edit.color
  }
  return edit
}

/** A name alone is that of a part: it may be its id or its path as well. */
function mendTarget(key: string, value: unknown): unknown {
  if (key === 'place' && isRecord(value))
    return Object.fromEntries(
      Object.entries(value).map(([where, target]) => [where, mendTarget('target', target)]),
    )
  if (key !== 'target') return value
  if (Array.isArray(value) && value.every((one) => Number.isInteger(one))) return { path: value }
  if (typeof value === 'string') return value.trim().toLowerCase() === 'all' ? { all: true } : { name: value }
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null))
}
