import { hasControlCharacters, isBlank, isTooLong } from '../../platform/text/index.ts'
import { readEmail } from '../accounts/index.ts'
import { supportTypes } from './tables.ts'

export type SupportType = (typeof supportTypes)[number]

/** The checked input of a user. */
export type SupportMessage = {
  type: SupportType
  subject: string
  message: string
  /** The reply address. */
  email: string
  contextUrl: string | null
  userAgent: string | null
}

export type SupportInput = {
  type?: unknown
  subject?: unknown
  message?: unknown
  email?: unknown
  contextUrl?: unknown
  userAgent?: unknown
}

const charsMax = { subject: 200, message: 5_000, contextUrl: 2_000, userAgent: 400 }

/**
 * The subject becomes an email header, where a line break would start another one (RFC 5322, section 2.2).
 */
const controlCharacters = /[\p{Cc}\u2028\u2029]/u

/**
 * @param accountEmail address of the signed-in user: the reply address if no other is given.
 * @returns the first problem, in the order of the wire contract, or the message.
 */
export function readSupportMessage(
  input: SupportInput,
  accountEmail: string | undefined,
): { problem: string } | { message: SupportMessage } {
  const type = supportTypes.find((known) => known === input.type)
  if (!type) return { problem: 'Invalid support message type' }
  const [subject, message] = [readText(input.subject), readText(input.message)]
  if (!subject || !message) return { problem: 'Subject and message are required' }
  if (isTooLong(subject, charsMax.subject)) return tooLong('Subject', charsMax.subject)
  if (controlCharacters.test(subject)) return { problem: 'Subject contains characters that are not allowed' }
  if (isTooLong(message, charsMax.message)) return tooLong('Message', charsMax.message)
  if (hasControlCharacters(message, 'many lines'))
    return { problem: 'Message contains characters that are not allowed' }
  const email = readReplyAddress(input.email, accountEmail)
  if ('problem' in email) return email
  const contextUrl = readText(input.contextUrl)
  if (contextUrl && isTooLong(contextUrl, charsMax.contextUrl))
    return tooLong('Context URL', charsMax.contextUrl)
  if (contextUrl === undefined || (contextUrl && !isWebAddress(contextUrl)))
    return { problem: 'Invalid context URL' }
  const userAgent = readText(input.userAgent)
  if (userAgent && isTooLong(userAgent, charsMax.userAgent)) return tooLong('User agent', charsMax.userAgent)
  if (userAgent === undefined || controlCharacters.test(userAgent)) return { problem: 'Invalid user agent' }
  return {
    message: {
      type,
      subject,
      message,
      email: email.email,
      contextUrl: contextUrl || null,
      userAgent: userAgent || null,
    },
  }
}

/**
 * Trimmed; a missing value, or one without a visible character, is empty, and a value that is not text is
 * undefined.
 */
function readText(input: unknown): string | undefined {
  if (input === undefined || input === null) return ''
  if (typeof input !== 'string') return undefined
  return isBlank(input) ? '' : input.trim()
}

function readReplyAddress(
  input: unknown,
  accountEmail: string | undefined,
): { problem: string } | { email: string } {
  if (readText(input) === '') {
    return accountEmail ? { email: accountEmail } : { problem: 'Email is required when not logged in' }
  }
  const read = readEmail(input)
  return 'email' in read || typeof input === 'string' ? read : { problem: 'Invalid email format' }
}

/** Only http and https, because the operator may click on it. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && !controlCharacters.test(text) && URL.canParse(text)
}

const tooLong = (what: string, max: number) => ({ problem: `${what} is too long (max ${max} characters)` })
