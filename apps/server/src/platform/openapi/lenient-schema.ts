import { type TObject, type TOptional, type TProperties, type TString, type TUnknown, Type } from 'typebox'

type Each<Properties extends TProperties, As extends TUnknown | TString> = TObject<{
  [Name in keyof Properties]: TOptional<As>
}>

const contractKey = Symbol('contract')

/**
 * A body whose rules a use case checks, because the wire contract fixes their texts and order: this schema
 * accepts everything, the document shows the contract.
 */
export const checkedByRules = <Properties extends TProperties>(contract: TObject<Properties>) =>
  loosen(contract, Type.Unknown())

/**
 * A query whose values arrive as text and are parsed by the rules of its list: this schema accepts every
 * text, the document shows the contract.
 */
export const givenAsText = <Properties extends TProperties>(contract: TObject<Properties>) =>
  loosen(contract, Type.String())

/** @returns the schema for the document. */
export function contractOf(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null || !(contractKey in schema)) return schema
  return schema[contractKey]
}

function loosen<Properties extends TProperties, As extends TUnknown | TString>(
  contract: TObject<Properties>,
  as: As,
): Each<Properties, As> {
  const names = Object.keys(contract.properties)
  const properties = Object.fromEntries(names.map((name) => [name, Type.Optional(as)]))
  const { additionalProperties } = contract as { additionalProperties?: boolean }
  const loose = Type.Object(properties, additionalProperties === undefined ? {} : { additionalProperties })
  return Object.assign(loose, { [contractKey]: contract }) as unknown as Each<Properties, As>
}
