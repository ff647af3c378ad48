import { cutCharacters, isBlank } from '../../platform/text/index.ts'
import { nameCharsMax, parseEmail } from '../accounts/index.ts'
import { OauthFailure } from './failure.ts'

/** A provider's claims about a user, as its adapter read them. */
export type ProviderAnswer = {
  id: unknown
  email: unknown
  emailVerified: boolean
  name: unknown
  picture: unknown
}

/** The same, checked and normalised. */
export type Identity = {
  /** The provider's stable id of the user. */
  id: string
  /** Trimmed and lower-cased; null when there is none that an account could have. */
  email: string | null
  /** Whether the provider has verified that the address is this user's. */
  emailVerified: boolean
  name: string
  /** An https URL. */
  avatar: string | null
}

/** OpenID Connect Core, section 2: a subject is at most 255 ASCII characters. */
const idPattern = /^[\x21-\x7e]{1,255}$/
const avatarCharsMax = 2_048

/** @throws OauthFailure `no_user` when the answer names no user. */
export function readIdentity(answer: ProviderAnswer): Identity {
  const { id, emailVerified } = answer
  if (typeof id !== 'string' || !idPattern.test(id))
    throw new OauthFailure('no_user', 'the provider gave no id of the person')
  const email = parseEmail(answer.email) ?? null
  return {
    id,
    email,
    emailVerified: email !== null && emailVerified,
    name: readProviderName(answer.name) || readProviderName(email?.split('@')[0]) || 'Somebody',
    avatar: readPicture(answer.picture),
  }
}

/**
 * A user who signs in with a provider cannot be asked for a better name, so this one is corrected instead of
 * refused.
 */
function readProviderName(given: unknown): string {
  if (typeof given !== 'string') return ''
  const clean = given
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
  return isBlank(clean) ? '' : cutCharacters(clean, nameCharsMax).trim()
}

function readPicture(given: unknown): string | null {
  if (typeof given !== 'string' || given.length > avatarCharsMax || !URL.canParse(given)) return null
  const url = new URL(given)
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : null
}
