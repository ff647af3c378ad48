import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { type Static, type TObject, type TProperties, Type } from 'typebox'
import { AppError, type ErrorKind, isKind, platformErrors } from '../errors/index.ts'
import { countCharacters, isBlank, isEmailAddress, isTooLong } from '../text/index.ts'
import { loosen } from './contract.ts'

/** How one field of a body is read, and what its problems are called. */
export type FieldRules<Value = never> = {
  /**
   * Makes of the given value the one that is checked and handed on; undefined: the field is absent. Text is
   * trimmed when this is left out.
   */
  read?: (given: unknown) => unknown
  /**
   * One kind for everything, or kinds by the keyword of JSON Schema that the value fails, `required` where it
   * is absent. The first stands for all keywords that are not named.
   */
  problems: ErrorKind | { readonly [keyword: string]: ErrorKind }
  /** Asked of values that satisfy the schema: what no schema can say. */
  refuse?: (value: Value) => ErrorKind | undefined | Promise<ErrorKind | undefined>
}

type RulesOf<Properties extends TProperties> = {
  readonly [Name in keyof Properties]?: FieldRules<Static<Properties[Name]>>
}

type CheckBody = (body: Record<string, unknown>) => Promise<Record<string, unknown>>

const checkKey = Symbol('check')

/**
 * A body that its schema validates, where the wire contract fixes the texts of its problems and their order:
 * the fields are checked in the order of their rules, and the first that fails is the answer. Lengths are
 * counted as a reader sees them. Fields without rules come last: one that does not fit is ignored where it is
 * optional, as older clients expect, and refused with `invalid_request` where it is required.
 */
export function checkedBody<Properties extends TProperties>(
  contract: TObject<Properties>,
  rules: RulesOf<Properties>,
): TObject<Properties> {
  const names = new Set([...Object.keys(rules), ...Object.keys(contract.properties)])
  const fields = [...names].map((name) => createField(contract, name, rules[name]))
  const check: CheckBody = async (body) => {
    const checked: [string, unknown][] = []
    for (const { name, check } of fields) {
      const value = await check(Object.hasOwn(body, name) ? body[name] : undefined)
      if (value !== undefined) checked.push([name, value])
    }
    return Object.fromEntries(checked)
  }
  const loose = loosen(contract, Type.Unknown())
  return Object.assign(loose, { [checkKey]: check }) as unknown as TObject<Properties>
}

/** @returns how bodies of a schema are checked; undefined where Fastify does it. */
export function bodyCheckOf(schema: unknown): CheckBody | undefined {
  return typeof schema === 'object' && schema !== null && checkKey in schema
    ? (schema[checkKey] as CheckBody)
    : undefined
}

/** Trimmed; what nobody sees is nothing. */
const readText = (given: unknown): unknown =>
  typeof given !== 'string' ? given : isBlank(given) ? '' : given.trim()

/** The same, where null and a text without anything to be seen say that there is none. */
export function readOptionalText(given: unknown): unknown {
  const text = given ?? ''
  return text === '' || (typeof text === 'string' && isBlank(text)) ? undefined : readText(text)
}

/** As it was sent: white space is a part of a password. */
export const asSent = (given: unknown): unknown => given

function createField<Properties extends TProperties>(
  contract: TObject<Properties>,
  name: string,
  rules: FieldRules | undefined,
) {
  const schema = contract.properties[name]
  const isRequired = (contract.required as readonly string[] | undefined)?.includes(name) ?? false
  const read = rules?.read ?? readText
  let validate: ValidateFunction | undefined

  async function check(given: unknown): Promise<unknown> {
    const value = read(given)
    if (value === undefined || (value === '' && isRequired)) {
      if (isRequired) throw fail({ keyword: 'required', message: 'is required' })
      return undefined
    }
    // Compiled when the first request comes: most processes never see most bodies.
    validate ??= ajv.compile(schema as object)
    if (!validate(value)) {
      if (!rules && !isRequired) return undefined
      throw fail(validate.errors?.[0])
    }
    const refused = await rules?.refuse?.(value as never)
    if (refused) throw refuse(refused)
    return value
  }

  type Failure = Pick<ErrorObject, 'keyword' | 'message'> & { instancePath?: string }
  function fail(error: Failure | undefined): AppError {
    const inside = error?.instancePath
    if (!rules) return refuse(platformErrors.invalid_request(name, error?.message), inside)
    const { problems } = rules
    if (isKind(problems)) return refuse(problems, inside)
    return refuse(problems[error?.keyword ?? ''] ?? Object.values(problems)[0], inside)
  }
  // Says which field of the form it is, and which item of a list, so that no front end has to know the texts.
  const refuse = (kind: ErrorKind = platformErrors.invalid_request(name), inside = '') =>
    new AppError(kind, { details: [{ path: `/${name}${inside}`, message: kind.text }] })

  return { name, check }
}

const ajv = createAjv()

/** JSON Schema with the formats that we use, and lengths as people see them. */
function createAjv(): Ajv {
  const ajv = new Ajv({ strict: false, formats: { email: isEmailAddress, uri: URL.canParse } })
  for (const keyword of ['minLength', 'maxLength']) ajv.removeKeyword(keyword)
  // Length comes before form: what is too long is not looked at any further.
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
}
