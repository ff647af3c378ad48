import { domainToASCII } from 'node:url'
import { isBlank, isEmailAddress } from '../../platform/text/index.ts'
import { emailCharsMax } from './bounds.ts'

/**
 * The maximum before normalisation, with room for surrounding white space and for a domain whose punycode is
 * shorter.
 */
const inputCharsMax = 1_000

/** @returns the address as it is stored and compared; undefined for an invalid address. */
export function parseEmail(input: unknown): string | undefined {
  if (typeof input !== 'string' || input.length > inputCharsMax) return undefined
  const email = normalizeEmail(input)
  return email.length <= emailCharsMax && isEmailAddress(email) ? email : undefined
}

/**
 * An address in the form in which it is stored and compared: ASCII in lower case, and a domain in other
 * scripts as its punycode (UTS 46). A local part beyond ASCII stays as it is, since lower-casing can turn one
 * mailbox into another: the Kelvin sign becomes a "k". `parseEmail` refuses such a local part.
 *
 * @example normalizeEmail(' Ada@Bücher.example ') // 'ada@xn--bcher-kva.example'
 */
export function normalizeEmail(text: string): string {
  const email = text.trim()
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1)
  const ascii = isAscii(domain) ? domain : domainToASCII(domain)
  return lowerCaseAscii(`${email.slice(0, at + 1)}${ascii}`)
}

/**
 * For a field of a body: a text that is too long to be an address is not changed, so that it is refused for
 * its length.
 */
export function readEmailText(given: unknown): unknown {
  if (typeof given !== 'string' || given.length > inputCharsMax) return given
  return isBlank(given) ? '' : normalizeEmail(given)
}

const isAscii = (text: string) => /^[\x20-\x7e]*$/.test(text)
const lowerCaseAscii = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
