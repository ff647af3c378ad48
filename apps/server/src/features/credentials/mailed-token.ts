import { createHash, createHmac } from 'node:crypto'

export type TokenPurpose = 'reset-password' | 'verify-email' | 'confirm-email' | 'undo-email' | 'not-me'

/**
 * The token that an email carries. It is derived from the email's id under a key of the service, so that
 * sending the email again carries the same one although it is stored nowhere: 256 bits that nobody without
 * the key can guess.
 */
export function deriveMailedToken(emailId: string, purpose: TokenPurpose, key: Uint8Array): string {
  return createHmac('sha256', key).update(`${purpose}:${emailId}`).digest('base64url')
}

/** What the database holds instead: SHA-256, hexadecimal. */
export const hashMailedToken = (token: string) => createHash('sha256').update(token).digest('hex')
