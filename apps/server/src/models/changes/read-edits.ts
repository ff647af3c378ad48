import { findJson } from '../llm/find-json.ts'
import { isRecord, type Loose, matchName } from '../llm/loose-value.ts'

/** Unchecked edits from a model's answer, or a description of its fault for the model. */
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

/** Synonyms that models write. */
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
 * Finds the edits in a model's answer. It is lenient: prose and fences may surround them, they may be an
 * object or a bare list, and a target may be only a name. `applyEdits` checks the values. Never throws.
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

/** Removes fields that are null: vendors that enforce a schema write null for absent fields. */
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

/** A bare string names a part: by its name, its id or its path. */
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
