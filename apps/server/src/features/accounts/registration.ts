import { domainToASCII } from 'node:url'
import { hasControlCharacters, isBlank, isTooLong } from '../../platform/text/index.ts'
import type { PasswordCheck } from './password.ts'

/** The checked and normalised input of a registration. */
export type Registration = { email: string; password: string; name: string }

export type RegistrationInput = {
  email?: unknown
  password?: unknown
  name?: unknown
  agreedToTerms?: unknown
}

/** RFC 5321, section 4.5.3.1.3: a path of 256 octets with its angle brackets. */
const emailCharsMax = 254
/**
 * For the input before it is parsed: leaves room for white space, and for a domain whose punycode is shorter.
 */
const inputCharsMax = 1_000
const nameCharsMax = 100

/**
 * The addresses that the HTML standard's `<input type=email>` accepts (section 4.10.5.1.5), with a dot in the
 * domain. The pattern runs in one pass over bounded parts, so no input makes it slow.
 */
const emailPattern =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/

/** @returns the first problem, in the order of the wire contract, with its field; or the registration. */
export async function readRegistration(
  input: RegistrationInput,
  checkPassword: PasswordCheck,
): Promise<{ problem: string; field: keyof RegistrationInput } | { registration: Registration }> {
  const email = readEmail(input.email)
  if ('problem' in email) return { ...email, field: 'email' }
  const passwordProblem = await checkPassword(input.password)
  if (passwordProblem) return { problem: passwordProblem, field: 'password' }
  const name = readName(input.name)
  if ('problem' in name) return { ...name, field: 'name' }
  if (input.agreedToTerms !== true) {
    return {
      problem: 'You must accept the Terms of Service and Privacy Policy to create an account',
      field: 'agreedToTerms',
    }
  }
  return { registration: { email: email.email, password: input.password as string, name: name.name } }
}

/** @returns the name as it is stored, or what is wrong with it. */
export function readName(input: unknown): { problem: string } | { name: string } {
  const name = typeof input === 'string' ? input.trim() : ''
  if (isBlank(name)) return { problem: 'Name is required' }
  if (hasControlCharacters(name, 'one line')) return { problem: 'Name contains control characters' }
  if (isTooLong(name, nameCharsMax)) return { problem: `Name is too long (max ${nameCharsMax} characters)` }
  return { name }
}

/** @returns the address as it is stored and compared, or what is wrong with it. */
export function readEmail(input: unknown): { problem: string } | { email: string } {
  if (typeof input !== 'string' || isBlank(input)) return { problem: 'Email is required' }
  if (input.length > inputCharsMax) return { problem: `Email is too long (max ${emailCharsMax} characters)` }
  const email = normalizeEmail(input)
  if (email.length > emailCharsMax) return { problem: `Email is too long (max ${emailCharsMax} characters)` }
  if (!emailPattern.test(email)) return { problem: 'Invalid email format' }
  return { email }
}

/**
 * An address in the form in which it is stored and compared: ASCII in lower case, and domains in other
 * scripts as punycode (UTS 46). A local part beyond ASCII is not changed, because lower-casing can turn one
 * mailbox into another: the Kelvin sign becomes a "k". `readEmail` refuses such a local part.
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

const isAscii = (text: string) => /^[\x20-\x7e]*$/.test(text)
const lowerCaseAscii = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
