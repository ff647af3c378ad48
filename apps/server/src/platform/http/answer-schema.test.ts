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

describe('serialises each option as its own schema would', () => {
  const compile = SerializerSelector()({}, {})
  const orNull = (schema: object) => ({ anyOf: [schema, none] })
  const texts: [object, [unknown, string][]][] = [
    [
      orNull(text),
      [
        ['a "quoted" é', '"a \\"quoted\\" é"'],
        ['', '""'],
        [null, 'null'],
      ],
    ],
    [
      orNull(moment),
      [
        ['2026-11-30T10:00:00.000Z', '"2026-11-30T10:00:00.000Z"'],
        [new Date(0), '"1970-01-01T00:00:00.000Z"'],
        [null, 'null'],
      ],
    ],
    [
      orNull({ type: 'integer' }),
      [
        [0, '0'],
        [-7, '-7'],
        [2 ** 40, '1099511627776'],
        [null, 'null'],
      ],
    ],
    [
      orNull({ type: 'boolean' }),
      [
        [true, 'true'],
        [false, 'false'],
        [null, 'null'],
      ],
    ],
    [
      orNull({ enum: ['a', 'b'] }),
      [
        ['a', '"a"'],
        [null, 'null'],
      ],
    ],
    [
      orNull(named),
      [
        [{ name: 'a', secret: 1 }, '{"name":"a"}'],
        [null, 'null'],
      ],
    ],
    [
      orNull({ type: 'array', items: orNull(named) }),
      [
        [[], '[]'],
        [[{ name: 'a', secret: 1 }, null], '[{"name":"a"},null]'],
        [null, 'null'],
      ],
    ],
    [
      { anyOf: [text, { type: 'number' }, { type: 'boolean' }, none] },
      [
        ['1', '"1"'],
        [1, '1'],
        [1.5, '1.5'],
        [true, 'true'],
        [false, 'false'],
        [null, 'null'],
      ],
    ],
    [
      { type: 'object', additionalProperties: { anyOf: [text, { type: 'integer' }] } },
      [[{ a: 'x', b: 1 }, '{"a":"x","b":1}']],
    ],
  ]
  it.each(texts)('%j', (schema, values) => {
    const route = { schema: forSerialiser(schema), method: 'GET', url: '/', httpStatus: '200' }
    const serialise = compile(route as unknown as Parameters<typeof compile>[0])
    for (const [value, expected] of values) expect(serialise(value)).toBe(expected)
  })
})
