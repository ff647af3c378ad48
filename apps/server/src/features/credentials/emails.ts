import { Type } from 'typebox'
import type { Db } from '../../platform/db/index.ts'
import { lockUser, lockUserWithEmail, recordAuditEvent } from '../accounts/index.ts'
import { assignEmail, defineEmail, type EmailBinding, writeEmail } from '../mail/index.ts'
import { deriveMailedToken, hashMailedToken } from './mailed-token.ts'
import { countOtherTokensOfLastHour, writeToken } from './store.ts'
import { emailVerifications, passwordResets } from './tables.ts'

/** `data` says where the request came from, for the security log of the user who has the address. */
export const resetPasswordEmail = defineEmail(
  'reset-password',
  Type.Object({
    ipAddress: Type.String(),
    userAgent: Type.Union([Type.String(), Type.Null()]),
    requestId: Type.String(),
  }),
)

export const verifyAddressEmail = defineEmail('verify-email', Type.Object({}))

export const credentialEmails = [resetPasswordEmail, verifyAddressEmail]

const resetSeconds = 60 * 60
const verificationSeconds = 24 * 60 * 60
/** More emails than this would only fill a mailbox; the last one that was sent stays valid. */
const resetsPerHourMax = 3

export type EmailWriterDeps = {
  db: Db
  tokenKey: Uint8Array
  /** Origin of the web app's pages, without a slash at the end. */
  pagesUrl: () => string
}

export function createCredentialWriters(deps: EmailWriterDeps): EmailBinding[] {
  return [createResetWriter(deps), createVerificationWriter(deps)]
}

// These emails contain no name: the person who signed up may have entered somebody else's address, and a name
// for that person to read.

/** The address is looked up only here: the request did the same work for every address. */
function createResetWriter({ db, tokenKey, pagesUrl }: EmailWriterDeps): EmailBinding {
  return writeEmail(resetPasswordEmail, async ({ id, recipient, data }) => {
    const token = deriveMailedToken(id, 'reset-password', tokenKey)
    const isOwed = await db.transaction(async (tx) => {
      const user = await lockUserWithEmail(tx, recipient)
      if (!user) return false
      const row = { id, userId: user.id, tokenHash: hashMailedToken(token), lifeSeconds: resetSeconds }
      if ((await countOtherTokensOfLastHour(tx, passwordResets, row)) >= resetsPerHourMax) return false
      const outcome = await writeToken(tx, passwordResets, row)
      if (outcome === 'overtaken') return false
      await assignEmail(tx, id, user.id)
      if (outcome === 'written') {
        const event = { userId: user.id, action: 'password_reset_requested', succeeded: true } as const
        await recordAuditEvent(tx, { ...event, origin: data })
      }
      return true
    })
    if (!isOwed) return undefined
    return {
      subject: 'Reset your chatSVG password',
      paragraphs: [
        'Somebody asked to reset the password of your chatSVG account. If it was you, choose a new one within an hour:',
      ],
      action: { label: 'Choose a new password', url: `${pagesUrl()}/reset-password?token=${token}` },
      afterword: [
        'If it was not you, do nothing: your password stays as it is, and nobody has seen it.',
        'The link works once. A newer email makes it void.',
      ],
    }
  })
}

function createVerificationWriter({ db, tokenKey, pagesUrl }: EmailWriterDeps): EmailBinding {
  return writeEmail(verifyAddressEmail, async ({ id, userId, recipient }) => {
    const token = deriveMailedToken(id, 'verify-email', tokenKey)
    const isOwed = await db.transaction(async (tx) => {
      const user = userId === null ? undefined : await lockUser(tx, userId)
      if (!user || user.emailVerifiedAt || user.email !== recipient) return false
      const tokenHash = hashMailedToken(token)
      const row = { id, userId: user.id, tokenHash, lifeSeconds: verificationSeconds }
      return (await writeToken(tx, emailVerifications, row)) !== 'overtaken'
    })
    if (!isOwed) return undefined
    return {
      subject: 'Confirm your address for chatSVG',
      paragraphs: ['Please confirm that this address is yours. The link works for a day.'],
      action: { label: 'Confirm my address', url: `${pagesUrl()}/verify-email?token=${token}` },
      afterword: [
        'If you have not signed up at chatSVG, do nothing: without you the address stays unconfirmed.',
      ],
    }
  })
}
