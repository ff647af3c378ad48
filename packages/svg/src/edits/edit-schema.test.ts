import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { applyEdits, type Edit, EditsError, editSchema, sanitizeSvg } from '../index.ts'

/** The type of the values that a schema accepts, for the keywords that `editSchema` uses. */
type Of<Schema> = Schema extends { anyOf: readonly (infer Option)[] }
  ? Of<Option>
  : Schema extends { const: infer Value }
    ? Value
    : Schema extends { enum: readonly (infer Value)[] }
      ? Value
      : Schema extends { type: 'array'; items: infer Item }
        ? Of<Item>[]
        : Schema extends { type: 'object'; properties: infer Properties; required: readonly (infer Key)[] }
          ? { [Name in keyof Properties & Key]: Of<Properties[Name]> } & {
              [Name in Exclude<keyof Properties, Key>]?: Of<Properties[Name]>
            }
          : Schema extends { type: 'string' }
            ? string
            : Schema extends { type: 'number' | 'integer' }
              ? number
              : Schema extends { type: 'boolean' }
                ? boolean
                : never

/** Flattens intersections, because TypeScript does not compare them by their properties. */
type Plain<Type> = Type extends readonly (infer Item)[]
  ? Plain<Item>[]
  : Type extends object
    ? { [Key in keyof Type]: Plain<Type[Key]> }
    : Type

const picture = sanitizeSvg(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h3v3z"/></svg>',
)
if (!picture.ok) throw new Error('no picture')
const { svg } = picture
const faultOf = (edits: unknown): string | undefined => {
  try {
    applyEdits(svg, edits as Edit[])
  } catch (error) {
    if (error instanceof EditsError && error.code === 'bad_edits') return error.at
    throw error
  }
  return undefined
}

describe('the schema of edits', () => {
  it('is of the type of edits, and the other way round', () => {
    expectTypeOf<Plain<Of<typeof editSchema>>>().toEqualTypeOf<Plain<Edit[]>>()
  })

  it.each<[string, unknown, string]>([
    ['no list', {}, ''],
    ['an unknown operation', [{ op: 'explode' }], '/0'],
    ['a target of none', [{ op: 'remove', target: {} }], '/0/target'],
    ['two ways to say a target', [{ op: 'remove', target: { id: 'a', name: 'b' } }], '/0/target/name'],
    ['a missing number', [{ op: 'move', target: { id: 'a' }, x: 1 }], '/0/y'],
    ['a number that is none', [{ op: 'move', target: { id: 'a' }, x: Number.NaN, y: 0 }], '/0/x'],
    ['a number as text', [{ op: 'opacity', target: { id: 'a' }, value: '1' }], '/0/value'],
    ['an unknown property', [{ op: 'remove', target: { id: 'a' }, onload: 'x' }], '/0/onload'],
    [
      'a property of the prototype',
      [JSON.parse('{ "op": "background", "color": "red", "__proto__": 1 }')],
      '/0/__proto__',
    ],
    ['a colour that is none', [{ op: 'background', color: 'url(#a)' }], '/0/color'],
    ['a colour of the system', [{ op: 'paint', target: { all: true }, fill: 'Canvas' }], '/0/fill'],
    ['a place that is none', [{ op: 'reorder', target: { all: true }, to: 'top' }], '/0/to'],
    [
      'a target within a place',
      [{ op: 'reorder', target: { all: true }, to: { into: { id: 1 } } }],
      '/0/to/into/id',
    ],
    ['a box without a size', [{ op: 'crop', box: { x: 0, y: 0, width: 0, height: 5 } }], '/0/box/width'],
    ['control characters', [{ op: 'rename', target: { all: true }, name: 'a\u0001' }], '/0/name'],
    ['half of a surrogate pair', [{ op: 'rename', target: { all: true }, name: '\ud83e' }], '/0/name'],
    ['a fragment that is too long', [{ op: 'insert', svg: ' '.repeat(102_401) }], '/0/svg'],
    ['too many edits', Array.from({ length: 501 }, () => ({ op: 'background', color: 'red' })), ''],
  ])('refuses %s, and says where', (_, edits, at) => {
    expect(faultOf(edits)).toBe(at)
  })

  it('is checked as a validator of JSON Schema checks it', () => {
    const validate = new Ajv({ strict: false }).compile(editSchema)
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        0,
        1,
        -5,
        '',
        'red',
        'front',
        true,
        null,
        { x: 1, y: 2 },
        { id: 'a' },
        { all: true },
        { into: { all: true } },
        [1],
      ),
      fc.jsonValue(),
    )
    const ops = editSchema.items.anyOf.map(({ properties }) => properties.op.const)
    const names = [...new Set(editSchema.items.anyOf.flatMap(({ properties }) => Object.keys(properties)))]
    const edit = fc
      .tuple(
        fc.constantFrom(...ops),
        fc.dictionary(fc.constantFrom(...names.filter((name) => name !== 'op')), value, {
          noNullPrototype: true,
        }),
      )
      .map(([op, rest]) => ({ op, ...rest }))
    const colors = new Set(['fill', 'stroke', 'color', 'from', 'to'])
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 2 }), (edits) => {
        const at = faultOf(edits)
        // Colours and characters are checked beyond the schema.
        fc.pre(at === undefined || !colors.has(at.split('/').at(-1) ?? '') || !validate(edits))
        expect(at === undefined).toBe(validate(edits))
      }),
      { numRuns: 2000 },
    )
  })
})
