/** A JSON object of a vendor, with unknown fields of unknown types. */
export type LooseObject = { readonly [field: string]: unknown }

export const isObject = (value: unknown): value is LooseObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object in a field, or an empty object, so that nested fields can be read without checks. */
export const objectAt = (value: unknown, field: string): LooseObject => {
  const inner = isObject(value) ? value[field] : undefined
  return isObject(inner) ? inner : nothing
}

const nothing: LooseObject = {}

/** Undefined if the text is not a JSON object. */
export function parseObject(text: string): LooseObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** A text, or the texts of a list of content parts. */
export function readText(value: unknown): string {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return ''
  return value
    .map((part) =>
      isObject(part) && typeof part.text === 'string' ? part.text : typeof part === 'string' ? part : '',
    )
    .join('')
}

/** A count of tokens. Some servers write numbers as text, or with a fraction. */
export function readCount(value: unknown): number | undefined {
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof count === 'number' && Number.isFinite(count) && count >= 0 && count < 1e9
    ? Math.ceil(count)
    : undefined
}
