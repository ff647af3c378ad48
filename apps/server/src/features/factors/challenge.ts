import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** The purpose of an authenticator's signature, and the browser or session for which the answer is valid. */
export type ChallengeScope =
  | { purpose: 'sign-in'; deviceHash: string }
  | { purpose: 'add' | 'prove'; sessionId: string }

export type Challenges = {
  /** @returns a challenge, base64url, that is valid for five minutes. */
  issue(scope: ChallengeScope): string
  /**
   * @returns until when the challenge is valid; undefined unless it was issued for this purpose and has not
   * expired.
   */
  open(challenge: string, scope: ChallengeScope): Date | undefined
}

export const challengeSeconds = 5 * 60
const randomBytesCount = 16
const timeBytes = 6
const headBytes = randomBytesCount + timeBytes

/**
 * Challenges that are not stored before they are used: a random part and a time, signed for one purpose and
 * one browser or session (WebAuthn Level 3, section 13.4.3). The database makes sure that each is used once.
 */
export function createChallenges(key: Uint8Array): Challenges {
  const sign = (head: Buffer, scope: ChallengeScope) =>
    createHmac('sha256', key)
      .update(`${scope.purpose}\n${'sessionId' in scope ? scope.sessionId : scope.deviceHash}\n`)
      .update(head)
      .digest()

  return {
    issue(scope) {
      const head = Buffer.alloc(headBytes)
      randomBytes(randomBytesCount).copy(head)
      head.writeUIntBE(Date.now() + challengeSeconds * 1000, randomBytesCount, timeBytes)
      return Buffer.concat([head, sign(head, scope)]).toString('base64url')
    },
    open(challenge, scope) {
      const bytes = Buffer.from(challenge, 'base64url')
      const head = bytes.subarray(0, headBytes)
      const signature = sign(head, scope)
      if (bytes.length !== headBytes + signature.length) return undefined
      if (!timingSafeEqual(bytes.subarray(headBytes), signature)) return undefined
      const expiresAtMs = head.readUIntBE(randomBytesCount, timeBytes)
      return expiresAtMs > Date.now() ? new Date(expiresAtMs) : undefined
    },
  }
}

export const hashChallenge = (challenge: string) => createHash('sha256').update(challenge).digest('hex')
