import { Type } from 'typebox'
import type { Db } from '../../platform/db/index.ts'
import { deriveMailedToken, hashMailedToken } from '../credentials/index.ts'
import { defineEmail, writeEmail } from '../mail/index.ts'
import { bounds } from './bounds.ts'
import { findByToken } from './invitation-store.ts'
import { refusalOf } from './join-workspace.ts'

/** Whoever invites chooses the address, so the number for one mailbox is small. */
const dailyMax = 5

export const invitationEmail = defineEmail('workspace-invitation', Type.Object({}), dailyMax)

export const invitationToken = (emailId: string, tokenKey: Uint8Array): string =>
  deriveMailedToken(emailId, 'join-workspace', tokenKey)

export type InvitationWriterDeps = {
  db: Db
  tokenKey: Uint8Array
  /** Origin of the web app's pages, without a slash at the end. */
  pagesUrl: () => string
}

/** Not sent when the invitation was revoked, replaced or accepted meanwhile. */
export const createInvitationWriter = ({ db, tokenKey, pagesUrl }: InvitationWriterDeps) =>
  writeEmail(invitationEmail, async ({ id }) => {
    const token = invitationToken(id, tokenKey)
    const invitation = await findByToken(db, hashMailedToken(token))
    if (!invitation || refusalOf(invitation)) return undefined
    const { workspaceName, inviter, role } = invitation
    return {
      subject: 'An invitation to a workspace on chatSVG',
      paragraphs: [
        `${inviter ?? 'A member'} invites you to the workspace "${workspaceName}" on chatSVG, as ${role}.`,
        `The link works once, for ${bounds.invitationDays} days, for the account with this address.`,
      ],
      action: { label: 'See the invitation', url: `${pagesUrl()}/join?token=${token}` },
      afterword: ['If you do not know who invites you, do nothing: without you nothing changes.'],
    }
  })
