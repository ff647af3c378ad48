import { type TObject, type TOptional, type TProperties, type TString, type TUnknown, Type } from 'typebox'

export type Loosened<Properties extends TProperties, As extends TUnknown | TString> = TObject<{
  [Name in keyof Properties]: TOptional<As>
}>

const contractKey = Symbol('contract')

/** A query that the route accepts whatever it contains. The API's document shows the contract. */
export const unchecked = <Properties extends TProperties>(contract: TObject<Properties>) =>
  loosen(contract, Type.Unknown())

/**
 * A query whose values arrive as text and are parsed by the code of its list. This schema accepts every text;
 * the API's document shows the contract.
 */
export const givenAsText = <Properties extends TProperties>(contract: TObject<Properties>) =>
  loosen(contract, Type.String())

/** @returns the schema for the document. */
export function contractOf(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null || !(contractKey in schema)) return schema
  return schema[contractKey]
}

/** A schema with the same fields, all optional and of one type, that remembers its contract. */
export function loosen<Properties extends TProperties, As extends TUnknown | TString>(
  contract: TObject<Properties>,
  as: As,
): Loosened<Properties, As> {
  const names = Object.keys(contract.properties)
  const properties = Object.fromEntries(names.map((name) => [name, Type.Optional(as)]))
  const { additionalProperties } = contract as { additionalProperties?: boolean }
  const loose = Type.Object(properties, additionalProperties === undefined ? {} : { additionalProperties })
  return Object.assign(loose, { [contractKey]: contract }) as unknown as Loosened<Properties, As>
}
