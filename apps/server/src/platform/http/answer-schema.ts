type Schema = { readonly [keyword: string]: unknown }

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The same schema for the serialiser of answers, with `anyOf` written as the keywords `nullable` and `type`
 * wherever its options differ by their type alone. The serialiser then finds the option by `typeof`. For an
 * `anyOf` it would validate the value against each option, with a validator that has to be compiled first.
 *
 * @example
 * forSerialiser({ anyOf: [{ type: 'string' }, { type: 'null' }] }) // { type: 'string', nullable: true }
 */
export function forSerialiser(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(forSerialiser)
  if (!isSchema(schema)) return schema
  const { anyOf, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, forSerialiser(value)]),
  )
  if (!Array.isArray(anyOf)) return schema.anyOf === undefined ? rest : { ...rest, anyOf }
  const options = anyOf.filter((option) => option.type !== 'null')
  const nullable = options.length < anyOf.length ? { nullable: true } : {}
  const [only] = options
  if (options.length === 1) return { ...rest, ...only, ...nullable }
  if (options.every(isScalar)) return { ...rest, type: options.map(({ type }) => type), ...nullable }
  return { ...rest, anyOf }
}

const scalars = new Set(['string', 'number', 'integer', 'boolean'])
const isScalar = (option: Schema) => scalars.has(option.type as string) && option.format === undefined
