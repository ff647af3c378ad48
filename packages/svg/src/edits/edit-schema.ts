/**
 * The language of edits as JSON Schema (draft 2020-12, and what draft 7 shares with it), for the wire and for
 * language models. `edit.ts` explains the fields.
 */
const number = { type: 'number', minimum: -1_000_000, maximum: 1_000_000 } as const
const size = { type: 'number', exclusiveMinimum: 0, maximum: 1_000_000 } as const
const factor = { type: 'number', minimum: -1000, maximum: 1000 } as const
const share = { type: 'number', minimum: 0, maximum: 1 } as const
const width = { type: 'number', minimum: 0, maximum: 1_000_000 } as const
const text = { type: 'string', minLength: 1, maxLength: 2000 } as const
const word = { type: 'string', minLength: 1, maxLength: 1000 } as const
const color = { type: 'string', minLength: 1, maxLength: 100 } as const

const point = closed({ x: number, y: number }, ['x', 'y'])
const box = closed({ x: number, y: number, width: size, height: size }, ['x', 'y', 'width', 'height'])

const path = {
  type: 'array',
  items: { type: 'integer', minimum: 0, maximum: 100_000 },
  minItems: 1,
  maxItems: 200,
} as const

const target = {
  anyOf: [
    closed({ all: { const: true } }, ['all']),
    closed({ id: word }, ['id']),
    closed({ ids: { type: 'array', items: word, minItems: 1, maxItems: 500 } }, ['ids']),
    closed({ name: word }, ['name']),
    closed({ color }, ['color']),
    closed({ kind: word }, ['kind']),
    closed({ path }, ['path']),
    closed({ paths: { type: 'array', items: path, minItems: 1, maxItems: 500 } }, ['paths']),
    closed({ text }, ['text']),
    closed({ point, deep: { type: 'boolean' } }, ['point']),
  ],
} as const

const place = {
  anyOf: [
    closed({ before: target }, ['before']),
    closed({ after: target }, ['after']),
    closed({ into: target }, ['into']),
  ],
} as const

const operations = [
  operation('paint', { target, fill: color, stroke: color, strokeWidth: width, opacity: share }, ['target']),
  operation('recolor', { from: color, to: color, target }, ['from', 'to']),
  operation('outline', { target, stroke: color, width }, ['target', 'stroke', 'width']),
  operation('opacity', { target, value: share }, ['target', 'value']),
  operation('move', { target, x: number, y: number }, ['target', 'x', 'y']),
  operation('scale', { target, x: factor, y: factor, about: point }, ['target', 'x', 'y']),
  operation(
    'rotate',
    { target, degrees: { type: 'number', minimum: -36_000, maximum: 36_000 }, about: point },
    ['target', 'degrees'],
  ),
  operation('flip', { target, axis: { enum: ['horizontal', 'vertical'] }, about: point }, ['target', 'axis']),
  operation('crop', { box }, ['box']),
  operation('remove', { target }, ['target']),
  operation('duplicate', { target, x: number, y: number }, ['target', 'x', 'y']),
  operation(
    'reorder',
    { target, to: { anyOf: [{ enum: ['front', 'back', 'forward', 'backward'] }, ...place.anyOf] } },
    ['target', 'to'],
  ),
  operation('rename', { target, name: { type: 'string', maxLength: 200 } }, ['target', 'name']),
  operation('group', { target, name: { type: 'string', maxLength: 200 } }, ['target']),
  operation('ungroup', { target }, ['target']),
  operation('text', { target, text: { type: 'string', minLength: 1, maxLength: 10_000 } }, [
    'target',
    'text',
  ]),
  operation('insert', { svg: { type: 'string', minLength: 1, maxLength: 102_400 }, place }, ['svg']),
  operation('background', { color }, ['color']),
  operation(
    'canvas',
    {
      width: { type: 'number', minimum: 1, maximum: 4096 },
      height: { type: 'number', minimum: 1, maximum: 4096 },
      content: { enum: ['fit', 'keep'] },
    },
    ['width', 'height', 'content'],
  ),
  operation('simplify', { target, tolerance: size }, ['target', 'tolerance']),
] as const

/** Of `Edit[]`. */
export const editSchema = { type: 'array', maxItems: 500, items: { anyOf: operations } } as const

function closed<const Properties extends object, const Required extends string>(
  properties: Properties,
  required: readonly Required[],
) {
  return { type: 'object', properties, required, additionalProperties: false } as const
}

function operation<const Op extends string, const Properties extends object, const Required extends string>(
  op: Op,
  properties: Properties,
  required: readonly Required[],
) {
  return closed({ op: { const: op }, ...properties }, ['op', ...required] as ('op' | Required)[])
}
