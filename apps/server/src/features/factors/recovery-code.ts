import { createHash, randomBytes } from 'node:crypto'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const lettersPerCode = 16
const codesPerUser = 10

/** Such as `K7QD-2MZP-XA5T-RWJ3`: 80 random bits, in letters that cannot be confused. */
export function createRecoveryCodes(): string[] {
  return Array.from({ length: codesPerUser }, () => {
    const code = Array.from(randomBytes(lettersPerCode), (byte) => letters[byte % letters.length]).join('')
    return code.replace(/(.{4})(?=.)/g, '$1-')
  })
}

/** What the database holds instead of the code: SHA-256, hexadecimal. Case and hyphens are ignored. */
export function hashRecoveryCode(code: string): string {
  const bare = code.toUpperCase().replace(/[^A-Z2-7]/g, '')
  return createHash('sha256').update(`recovery-code:${bare}`).digest('hex')
}
