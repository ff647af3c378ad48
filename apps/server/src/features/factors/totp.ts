import { Secret, TOTP } from 'otpauth'

/** RFC 4226, section 4, asks for at least 128 bits and recommends 160. */
const secretBytes = 20
const periodSeconds = 30
/**
 * Codes of the previous and the next time step are also accepted, because clocks differ and typing takes
 * time.
 */
const window = 1

const issuer = 'chatSVG'

export const createTotpSecret = (): Uint8Array => new Uint8Array(new Secret({ size: secretBytes }).buffer)

/** The secret for a user to type, base32 (RFC 4648, section 6), and for an app to scan. */
export function presentTotpSecret(secret: Uint8Array, email: string): { secret: string; uri: string } {
  const totp = totpOf(secret, email)
  return { secret: totp.secret.base32, uri: totp.toString() }
}

/** @returns the time step of the code; undefined for a wrong one. */
export function findStep(secret: Uint8Array, code: string, now = Date.now()): number | undefined {
  const totp = totpOf(secret, issuer)
  const delta = totp.validate({ token: code, window, timestamp: now })
  return delta === null ? undefined : totp.counter({ timestamp: now }) + delta
}

function totpOf(bytes: Uint8Array, label: string): TOTP {
  const secret = new Secret({ buffer: new Uint8Array(bytes).buffer })
  return new TOTP({ issuer, label, secret, period: periodSeconds })
}
