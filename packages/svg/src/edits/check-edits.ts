import { writeColor } from './colors-of-edits.ts'
import { editSchema } from './edit-schema.ts'
import { EditsError } from './edits-error.ts'

/**
 * Checks edits against `editSchema`, and checks their colours and characters.
 *
 * @throws EditsError with the place of the first fault.
 */
export function checkEdits(edits: unknown): void {
  check(edits, editSchema, '')
}

/** The keywords of JSON Schema that `editSchema` uses. */
interface Schema {
  type?: 'array' | 'object' | 'string' | 'number' | 'integer' | 'boolean'
  anyOf?: readonly Schema[]
  const?: unknown
  enum?: readonly unknown[]
  items?: Schema
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
}

function check(value: unknown, schema: Schema, at: string): void {
  if (schema.anyOf !== undefined) check(value, chooseSchema(value, schema.anyOf, at), at)
  else if (schema.type === 'array') checkList(value, schema, at)
  else if (schema.type === 'object') checkObject(value, schema, at)
  else if (!isValue(value, schema)) refuse(at, `must be ${wordsOf(schema)}`)
}

/**
 * Chooses the alternative for a value: operations by their `op`, targets and places by their key.
 */
function chooseSchema(value: unknown, schemas: readonly Schema[], at: string): Schema {
  const isObject = typeof value === 'object' && value !== null
  const fits = schemas.find(({ type, properties = {}, required = [], ...schema }) =>
    type === 'object'
      ? isObject &&
        required.some((key) => key in value) &&
        (!('op' in properties) || isValue(get(value, 'op'), properties.op ?? {}))
      : isValue(value, schema),
  )
  return fits ?? refuse(at, 'is not part of the language of edits')
}

function checkList(
  value: unknown,
  { items = {}, minItems = 0, maxItems = Infinity }: Schema,
  at: string,
): void {
  const list: unknown[] = Array.isArray(value) ? value : refuse(at, 'must be a list')
  if (list.length < minItems || list.length > maxItems)
    refuse(at, `must have ${minItems} to ${maxItems} items`)
  for (const [index, item] of list.entries()) check(item, items, `${at}/${index}`)
}

function checkObject(value: unknown, { properties = {}, required = [] }: Schema, at: string): void {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const object: object = isObject ? value : refuse(at, 'must be an object')
  for (const key of required) if (get(object, key) === undefined) refuse(`${at}/${key}`, 'is missing')
  for (const [key, inner] of Object.entries(object)) {
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined
    const schema = known ?? refuse(`${at}/${key}`, 'is not known here')
    if (inner === undefined) continue
    check(inner, schema, `${at}/${key}`)
    if (colors.has(key) && typeof inner === 'string') checkColor(inner, `${at}/${key}`)
  }
}

const colors = new Set(['fill', 'stroke', 'color', 'from', 'to'])
/** Values of `to` in `reorder`. In `recolor`, `to` is a colour. */
const places = new Set(['front', 'back', 'forward', 'backward'])

function checkColor(value: string, at: string): void {
  if (value !== 'none' && !places.has(value) && writeColor(value) === null) refuse(at, 'must be a CSS colour')
}

const get = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined

function isValue(value: unknown, schema: Schema): boolean {
  if ('const' in schema) return value === schema.const
  if (schema.enum !== undefined) return schema.enum.includes(value)
  if (schema.type === 'boolean') return typeof value === 'boolean'
  if (schema.type === 'string') {
    const { minLength = 0, maxLength = Infinity } = schema
    return (
      typeof value === 'string' &&
      value.length >= minLength &&
      value.length <= maxLength &&
      !notXml.test(value)
    )
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return false
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity } = schema
  return (
    value >= minimum &&
    value <= maximum &&
    value > exclusiveMinimum &&
    (schema.type !== 'integer' || Number.isInteger(value))
  )
}

/** Characters that XML documents cannot contain, and unpaired surrogates (XML 1.0, section 2.2). */
const notXml =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

function wordsOf(schema: Schema): string {
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return `one of ${schema.enum.join(', ')}`
  if (schema.type === 'string') return `a text of ${schema.minLength ?? 0} to ${schema.maxLength} characters`
  if (schema.type === 'boolean') return 'true or false'
  const from =
    schema.exclusiveMinimum === undefined ? `from ${schema.minimum}` : `above ${schema.exclusiveMinimum}`
  return `a number ${from} to ${schema.maximum}`
}

function refuse(at: string, what: string): never {
  throw new EditsError('bad_edits', `The edit at ${at === '' ? '/' : at} ${what}.`, { at })
}
