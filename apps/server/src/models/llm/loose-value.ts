import { cleanWords } from './prompt.ts'

/** JSON as a model wrote it: nothing is certain about its fields. */
export type Loose = Record<string, unknown>

const depthMax = 8
const textCharsMax = 500

/**
 * The same value without empty parts (null, empty texts, lists and objects), with texts that are trimmed,
 * bounded and free of control characters.
 */
export function cleanValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanWords(value, textCharsMax).trim() || undefined
  if (value === null || depth > depthMax) return undefined
  if (Array.isArray(value)) {
    const items = value.map((item) => cleanValue(item, depth + 1)).filter((item) => item !== undefined)
    return items.length > 0 ? items : undefined
  }
  if (!isRecord(value)) return value
  const fields = Object.entries(value).flatMap(([key, inner]) => {
    const cleaned = cleanValue(inner, depth + 1)
    return cleaned === undefined ? [] : [[cleanWords(key, 60).trim(), cleaned]]
  })
  return fields.length > 0 ? Object.fromEntries(fields) : undefined
}

export function isRecord(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A number, also one that is written as text. */
export function readNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

export function readText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

/** `hiddenBy`, `hidden_by` and `hidden-by` are "hidden by". */
export function toWords(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .toLowerCase()
}

/** The same for all ways to write a name. */
export const squash = (name: string): string => toWords(name).replaceAll(' ', '')

/** The name of a list that this is meant to be, however it is written; otherwise the text itself. */
export function matchName(text: string, names: readonly string[]): string {
  return names.find((name) => squash(name) === squash(text)) ?? text
}
