import { Type } from 'typebox'
import type { Db } from '../../platform/db/index.ts'
import { isEmailChangeOpen } from '../accounts/index.ts'
import { deriveMailedToken } from '../credentials/index.ts'
import { defineEmail, type EmailBinding, writeEmail } from '../mail/index.ts'

export const confirmAddressEmail = defineEmail('confirm-email', Type.Object({}))
/** Each of these must arrive, because it may be the only one that its owner sees in time. */
const noticesDailyMax = 50
export const addressChangedEmail = defineEmail('email-changed', Type.Object({}), noticesDailyMax)
export const newDeviceEmail = defineEmail(
  'new-device',
  Type.Object({ device: Type.String(), ipAddress: Type.String() }),
  noticesDailyMax,
)

export const recoveryEmails = [confirmAddressEmail, addressChangedEmail, newDeviceEmail]

export type RecoveryWriterDeps = {
  db: Db
  tokenKey: Uint8Array
  /** Origin of the web app's pages, without a slash at the end. */
  pagesUrl: () => string
}

export function createRecoveryWriters({ db, tokenKey, pagesUrl }: RecoveryWriterDeps): EmailBinding[] {
  const link = (page: string, token: string) => `${pagesUrl()}/${page}?token=${token}`
  return [
    // The email does not contain the account's name: the requester may have entered somebody else's address.
    writeEmail(confirmAddressEmail, async ({ id }) => {
      if (!(await isEmailChangeOpen(db, id))) return undefined
      return {
        subject: 'Confirm your new address for chatSVG',
        paragraphs: ['Please confirm that your chatSVG account gets this address. The link works for a day.'],
        action: {
          label: 'Confirm the new address',
          url: link('confirm-email', deriveMailedToken(id, 'confirm-email', tokenKey)),
        },
        afterword: ['If you did not ask for this, do nothing: without you nothing changes.'],
      }
    }),
    writeEmail(addressChangedEmail, async ({ id }) => ({
      subject: 'The address of your chatSVG account was changed',
      paragraphs: [
        'Your chatSVG account has another address from now on, and mails go there.',
        'If this was not you, take it back within seven days. Your account gets this address again, all devices are signed out, and you choose a new password.',
      ],
      action: {
        label: 'This was not me',
        url: link('undo-email-change', deriveMailedToken(id, 'undo-email', tokenKey)),
      },
    })),
    writeEmail(newDeviceEmail, async ({ id, data, createdAt }) => ({
      subject: 'A new device signed in to chatSVG',
      paragraphs: [
        `${data.device} signed in to your chatSVG account on ${renderTime(createdAt)}, from the address ${data.ipAddress}.`,
        'If this was you, there is nothing to do. If not, all devices can be signed out, and you choose a new password. The link works for seven days.',
      ],
      action: {
        label: 'This was not me',
        url: link('not-me', deriveMailedToken(id, 'not-me', tokenKey)),
      },
    })),
  ]
}

const renderTime = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' at ')} UTC`
