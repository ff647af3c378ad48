import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import { describe, expect, it } from 'vitest'
import { forSerialiser } from './answer-schema.ts'

const text = { type: 'string' }
const none = { type: 'null' }
const moment = { type: 'string', format: 'date-time' }
const named = { type: 'object', required: ['name'], properties: { name: text } }

it.each([
  ['text or null', { anyOf: [text, none] }, { type: 'string', nullable: true }],
  ['null or text', { anyOf: [none, text] }, { type: 'string', nullable: true }],
  [
    'keywords beside',
    { anyOf: [moment, none], description: 'when' },
    { ...moment, description: 'when', nullable: true },
  ],
  [
    'several scalars',
    { anyOf: [text, { type: 'number' }, none] },
    { type: ['string', 'number'], nullable: true },
  ],
  [
    'objects within',
    { ...named, properties: { name: { anyOf: [text, none] } } },
    { ...named, properties: { name: { ...text, nullable: true } } },
  ],
  ['two kinds of object', { anyOf: [named, { type: 'object' }] }, { anyOf: [named, { type: 'object' }] }],
  [
    'a format among scalars',
    { anyOf: [moment, { type: 'number' }] },
    { anyOf: [moment, { type: 'number' }] },
  ],
  ['an empty schema', {}, {}],
])('%s', (_, schema, expected) => {
  expect(forSerialiser(schema)).toEqual(expected)
})

describe('writes the same text as the schema as it stands', () => {
  const compile = SerializerSelector()({}, {})
  const serialiserOf = (schema: object) =>
    compile({ schema, method: 'GET', url: '/', httpStatus: '200' } as unknown as Parameters<
      typeof compile
    >[0])
  const orNull = (schema: object) => ({ anyOf: [schema, none] })
  const schemas: [object, unknown[]][] = [
    [orNull(text), ['a "quoted" é', '', null]],
    [orNull(moment), ['2026-11-30T10:00:00.000Z', new Date(0), null]],
    [orNull({ type: 'integer' }), [0, -7, 2 ** 40, null]],
    [orNull({ type: 'boolean' }), [true, false, null]],
    [orNull({ enum: ['a', 'b'] }), ['a', 'b', null]],
    [orNull(named), [{ name: 'a', secret: 1 }, null]],
    [orNull({ type: 'array', items: orNull(named) }), [[], [{ name: 'a', secret: 1 }, null], null]],
    [{ anyOf: [text, { type: 'number' }, { type: 'boolean' }, none] }, ['1', 1, 1.5, true, false, null]],
    [{ type: 'object', additionalProperties: { anyOf: [text, { type: 'integer' }] } }, [{ a: 'x', b: 1 }]],
  ]
  it.each(schemas)('%j', (schema, values) => {
    const plain = serialiserOf(schema)
    const rewritten = serialiserOf(forSerialiser(schema) as object)
    for (const value of values) expect(rewritten(value)).toBe(plain(value))
  })
})
