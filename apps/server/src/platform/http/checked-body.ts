import type { Ajv, ErrorObject, ValidateFunction } from 'ajv'
import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox'
import { rememberFor } from '../async/index.ts'
import { AppError, type ErrorKind, isKind, platformErrors } from '../errors/index.ts'
import { countCharacters, isBlank, isEmailAddress, isTooLong } from '../text/index.ts'
import { loosen } from './contract.ts'

/** How one field of a body is read, and the errors that refuse it. */
export type FieldRules<Value = never> = {
  /**
   * Converts the given value to the one that is checked and returned; undefined: the field is absent.
   * Default: text is trimmed.
   */
  read?: (given: unknown) => unknown
  /**
   * One error for every problem, or one for each keyword of JSON Schema that the value fails, `required` if
   * it is absent. The first is used for all keywords that are not named.
   */
  problems: ErrorKind | { readonly [keyword: string]: ErrorKind }
  /** Replaces the contract's schema in validation, if other code checks the rest. */
  schema?: TSchema
  /** A further check of values that satisfy the schema. */
  refuse?: (value: Value) => ErrorKind | undefined | Promise<ErrorKind | undefined>
}

type RulesOf<Properties extends TProperties> = {
  readonly [Name in keyof Properties]?: FieldRules<Static<Properties[Name]>>
}

type CheckBody = (body: Record<string, unknown>) => Promise<Record<string, unknown>>

const checkKey = Symbol('check')

/**
 * A body that is validated by its schema, with the errors and the order that the wire contract fixes: fields
 * are checked in the order of their rules, and the first that fails is reported. Lengths count visible
 * characters. Fields without rules come last. An invalid one is ignored if it is optional, as older clients
 * expect, and refused with `invalid_request` if it is required.
 */
export function checkedBody<Properties extends TProperties>(
  contract: TObject<Properties>,
  rules: RulesOf<Properties>,
): TObject<Properties> {
  const names = new Set([...Object.keys(rules), ...Object.keys(contract.properties)])
  const fields = [...names].map((name) => createField(contract, name, rules[name]))
  const check: CheckBody = async (body) => {
    const ajv = await openAjv()
    const checked: [string, unknown][] = []
    for (const { name, check, refuse, errorOf } of fields) {
      const value = check(Object.hasOwn(body, name) ? body[name] : undefined, ajv)
      if (value === undefined) continue
      const refusal = refuse?.(value as never)
      // Waiting for what is known costs every request more than most checks.
      const kind = refusal instanceof Promise ? await refusal : refusal
      if (kind) throw errorOf(kind)
      checked.push([name, value])
    }
    return Object.fromEntries(checked)
  }
  const loose = loosen(contract, Type.Unknown())
  return Object.assign(loose, { [checkKey]: check }) as unknown as TObject<Properties>
}

/** @returns the check of bodies with this schema; undefined if Fastify validates them. */
export function bodyCheckOf(schema: unknown): CheckBody | undefined {
  return typeof schema === 'object' && schema !== null && checkKey in schema
    ? (schema[checkKey] as CheckBody)
    : undefined
}

/** Trimmed; a text without visible characters is empty. */
const readText = (given: unknown): unknown =>
  typeof given !== 'string' ? given : isBlank(given) ? '' : given.trim()

/** The same, but null and a text without visible characters count as absent. */
export function readOptionalText(given: unknown): unknown {
  const text = given ?? ''
  return text === '' || (typeof text === 'string' && isBlank(text)) ? undefined : readText(text)
}

/** Unchanged, because white space is a part of a password. */
export const asSent = (given: unknown): unknown => given

function createField<Properties extends TProperties>(
  contract: TObject<Properties>,
  name: string,
  rules: FieldRules | undefined,
) {
  const schema = rules?.schema ?? contract.properties[name]
  const isRequired = (contract.required as readonly string[] | undefined)?.includes(name) ?? false
  const read = rules?.read ?? readText
  let validate: ValidateFunction | undefined

  function check(given: unknown, ajv: Ajv): unknown {
    const value = read(given)
    if (value === undefined || (value === '' && isRequired)) {
      if (isRequired) throw fail({ keyword: 'required', message: 'is required' })
      return undefined
    }
    // Compiled at the first request, because most processes never get most kinds of body.
    validate ??= ajv.compile(schema as object)
    if (!validate(value)) {
      if (!rules && !isRequired) return undefined
      throw fail(validate.errors?.[0])
    }
    return value
  }

  type Failure = Pick<ErrorObject, 'keyword' | 'message'> & { instancePath?: string }
  function fail(error: Failure | undefined): AppError {
    const inside = error?.instancePath
    if (!rules) return errorOf(platformErrors.invalid_request(name, error?.message), inside)
    const { problems } = rules
    if (isKind(problems)) return errorOf(problems, inside)
    return errorOf(problems[error?.keyword ?? ''] ?? Object.values(problems)[0], inside)
  }
  // Names the field, and the item of a list, so that front ends need not know the texts.
  const errorOf = (kind: ErrorKind = platformErrors.invalid_request(name), inside = '') =>
    new AppError(kind, { details: [{ path: `/${name}${inside}`, message: kind.text }] })

  return { name, check, refuse: rules?.refuse, errorOf }
}

/** JSON Schema with the formats that we use, and with lengths in visible characters. */
const openAjv = rememberFor(Number.POSITIVE_INFINITY, async (): Promise<Ajv> => {
  const { Ajv } = await import('ajv')
  const ajv = new Ajv({ strict: false, formats: { email: isEmailAddress, uri: URL.canParse } })
  for (const keyword of ['minLength', 'maxLength']) ajv.removeKeyword(keyword)
  // The length is checked before the format, so that no format is checked on a very long text.
  ajv.addKeyword({
    keyword: 'maxLength',
    type: 'string',
    before: 'pattern',
    validate: (max: number, text: string) => !isTooLong(text, max),
  })
  ajv.addKeyword({
    keyword: 'minLength',
    type: 'string',
    before: 'pattern',
    validate: (min: number, text: string) => countCharacters(text) >= min,
  })
  return ajv
})
