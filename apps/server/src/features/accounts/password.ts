import { randomBytes } from 'node:crypto'
import type { Options } from '@node-rs/argon2'
import { rememberFor } from '../../platform/async/index.ts'
import { passwordChars } from './bounds.ts'
import type { BreachCheck } from './breached-passwords.ts'

// Native code, loaded for the first password.
const argon2 = () => import('@node-rs/argon2')
const bcrypt = () => import('@node-rs/bcrypt')

/** A character that is seen as one can take several code units. */
const passwordUnitsMax = 64 * passwordChars.max
/** bcrypt ignores all bytes after these. */
const bcryptBytesMax = 72

/**
 * OWASP Password Storage Cheat Sheet: Argon2id (the library's default algorithm) with 19 MiB, two passes, one
 * lane.
 */
const argon2Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } satisfies Options
const argon2Prefix = `$argon2id$v=19$m=${argon2Options.memoryCost},t=${argon2Options.timeCost},p=${argon2Options.parallelism}$`

export type PasswordRating = { matches: false } | { matches: true; outdated: boolean }

/** Whether a new password is a common one. */
export type CommonPasswordCheck = (password: string) => Promise<boolean>

/** @param isBreached called last, for passwords that pass all other checks. */
export const createCommonPasswordCheck =
  (isBreached: BreachCheck): CommonPasswordCheck =>
  async (password) =>
    (await commonPasswords()).has(password.toLowerCase()) || isBreached(password)

/** In the form in which it is hashed. A password of many megabytes is not worth normalising. */
export const readNewPassword = (given: unknown): unknown =>
  typeof given === 'string' && given.length <= passwordUnitsMax ? normalize(given) : given

/** Runs on a thread of libuv's pool, never on the event loop. */
export async function hashPassword(password: string): Promise<string> {
  const { hash } = await argon2()
  return hash(normalize(password), argon2Options)
}

/**
 * Compares a password with a stored hash: Argon2id, or bcrypt from older databases. Without a hash it does
 * the same work and returns false, so that its duration does not reveal who has an account.
 */
export async function verifyPassword(
  stored: string | null | undefined,
  password: string,
): Promise<PasswordRating> {
  const { verify } = await argon2()
  if (!stored) {
    await verify(await decoyHash(), normalize(password))
    return { matches: false }
  }
  if (isBcrypt(stored)) {
    const matches = await (await bcrypt()).verify(password, stored)
    // bcrypt never compared the bytes after its limit, so a new hash must not include them.
    return matches ? { matches, outdated: Buffer.byteLength(password) <= bcryptBytesMax } : { matches }
  }
  const matches = await verify(stored, normalize(password))
  return matches ? { matches, outdated: !stored.startsWith(argon2Prefix) } : { matches }
}

/**
 * Does the work of verifying the other kind of hash, so that every refusal takes the same time as long as old
 * hashes exist.
 *
 * @param stored what the password was compared with; undefined when there was no such account.
 */
export async function workAsForOtherHashes(
  stored: string | null | undefined,
  password: string,
): Promise<void> {
  if (isBcrypt(stored)) await (await argon2()).verify(await decoyHash(), normalize(password))
  else await (await bcrypt()).verify(password, decoyBcrypt)
}

const isBcrypt = (stored: string | null | undefined) => /^\$2[aby]\$/.test(stored ?? '')

/** The hash of a random text that was not stored, with the cost that older databases use. */
const decoyBcrypt = '$2b$10$HWrmLPoHq77IMgxFEe8n5uh4QbPKDmYMebQeWnPwNjJAe5yUYBpj.'

/**
 * The same characters typed on another keyboard are the same password (NIST SP 800-63B, section 5.1.1.2:
 * NFKC).
 */
const normalize = (password: string) => password.normalize('NFKC')

const decoyHash = rememberFor(Number.POSITIVE_INFINITY, () => hashPassword(randomBytes(16).toString('hex')))

const commonPasswords = rememberFor(Number.POSITIVE_INFINITY, async () => {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const ranked = dictionary['passwords-common'] as string[]
  return new Set(ranked.filter((password) => password.length >= passwordChars.min))
})
