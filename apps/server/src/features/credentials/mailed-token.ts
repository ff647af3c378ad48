import { createHash, createHmac } from 'node:crypto'

export type TokenPurpose =
  | 'reset-password'
  | 'verify-email'
  | 'confirm-email'
  | 'undo-email'
  | 'not-me'
  | 'join-workspace'

/**
 * The token in an email. It is derived from the email's id under a key of the service: 256 bits that nobody
 * can guess without the key. Sending the email again sends the same token, although it is not stored.
 */
export function deriveMailedToken(emailId: string, purpose: TokenPurpose, key: Uint8Array): string {
  return createHmac('sha256', key).update(`${purpose}:${emailId}`).digest('base64url')
}

/** What the database holds instead: SHA-256, hexadecimal. */
export const hashMailedToken = (token: string) => createHash('sha256').update(token).digest('hex')
