/** One kind of error: a code, its status, and a text for a person. */
export type ErrorKind<Code extends string = string> = {
  readonly code: Code
  readonly status: number
  readonly text: string
}

/** One text, one that holds values, or several by name. */
type ErrorText = string | ((...values: never[]) => string) | { readonly [name: string]: ErrorText }

export type ErrorCatalogue = { readonly [code: string]: { status: number; text: ErrorText } }

type KindsOf<Code extends string, Text> = Text extends string
  ? ErrorKind<Code>
  : Text extends (...values: infer Values) => string
    ? (...values: Values) => ErrorKind<Code>
    : { readonly [Name in keyof Text]: KindsOf<Code, Text[Name]> }

/** The kinds of a catalogue by code; below a code with several texts, by their names. */
export type Errors<Catalogue extends ErrorCatalogue> = {
  readonly [Code in keyof Catalogue & string]: KindsOf<Code, Catalogue[Code]['text']>
}

/**
 * Makes a feature's catalogue into the kinds that `AppError`, OpenAPI operations and fields of bodies take.
 *
 * @example
 * const errors = defineErrors({
 *   file_not_found: { status: 404, text: 'File not found' },
 *   invalid_name: { status: 400, text: { required: 'Name is required', length: 'Name is too long' } },
 * })
 * throw new AppError(errors.invalid_name.required)
 */
export function defineErrors<const Catalogue extends ErrorCatalogue>(
  catalogue: Catalogue,
): Errors<Catalogue> {
  const entries = Object.entries(catalogue)
  const kinds = entries.map(([code, { status, text }]) => [code, kindsOf({ code, status }, text)])
  return Object.fromEntries(kinds) as Errors<Catalogue>
}

/** The same code with another text. */
export const reworded = <Code extends string>(kind: ErrorKind<Code>, text: string): ErrorKind<Code> => ({
  ...kind,
  text,
})

/** Kinds, or groups of kinds by the names of their texts. */
export type ErrorKinds = ErrorKind | { readonly [name: string]: ErrorKinds }

/** All kinds of a group, in the order in which its texts are written. */
export function listKinds(kinds: ErrorKinds): ErrorKind[] {
  return isKind(kinds) ? [kinds] : Object.values(kinds).flatMap(listKinds)
}

export const isKind = (kinds: ErrorKinds): kinds is ErrorKind => typeof kinds.code === 'string'

function kindsOf(known: { code: string; status: number }, text: ErrorText): unknown {
  if (typeof text === 'string') return { ...known, text }
  if (typeof text === 'function') return (...values: never[]) => ({ ...known, text: text(...values) })
  return Object.fromEntries(Object.entries(text).map(([name, one]) => [name, kindsOf(known, one)]))
}
