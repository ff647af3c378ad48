import type { Tx } from '../../platform/db/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { lockUser, recordAuditEvent, type UserRow } from '../accounts/index.ts'
import { type Disconnect, revokedReason, revokeKeyIn } from '../api-keys/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import { findLiveApp } from './grant-store.ts'
import type { RequestContexts } from './request-context.ts'

/** Ends an app: for a token that was given back, or when a code or a refresh token was used twice. */
export type RevokeApp = (appId: string) => Promise<void>

export type RevokeAppDeps = {
  contexts: RequestContexts
  disconnect: Disconnect
  enqueueEmail: EnqueueEmail
}

/** @returns a function that may be called several times for one app. */
export function createRevokeApp({ contexts, disconnect, enqueueEmail }: RevokeAppDeps): RevokeApp {
  return async (appId) => {
    const context = contexts.current()
    let emailId: string | undefined
    await contexts.write({
      async apply(tx) {
        const app = await findLiveApp(tx, appId)
        // The lock on the user's row comes first, as in every revocation.
        const user = app && (await lockUser(tx, app.userId))
        if (!user || !(await findLiveApp(tx, appId))) return
        const origin = context?.origin ?? nobody
        await revokeKeyIn(tx, { userId: user.id, id: appId, kind: 'app' }, origin)
        if (context?.collects) emailId = await reportReuse(tx, user, { id: appId, name: app.name }, origin)
      },
      afterwards() {
        disconnect(appId, revokedReason)
        if (emailId) enqueueEmail(emailId)
      },
    })
  }
}

type NoOrigin = { ipAddress: null; userAgent: null; requestId: null }

const nobody: NoOrigin = { ipAddress: null, userAgent: null, requestId: null }

/** A token request revokes an app only when a code or a refresh token comes a second time. */
async function reportReuse(
  tx: Tx,
  { id: userId, email }: UserRow,
  app: { id: string; name: string },
  origin: Origin | NoOrigin,
): Promise<string> {
  const details = { app: app.name, appId: app.id }
  await recordAuditEvent(tx, { userId, action: 'app_token_reused', succeeded: false, origin, details })
  return announceSecurity(tx, {
    ...{ userId, email, title: 'An app was disconnected from your account' },
    message: `A token of the app "${app.name}" was used twice, so somebody else may have a copy of it. The app can no longer use your chatSVG account. Connect it again if you still need it.`,
  })
}
