import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { lockUser, recordAuditEvent } from '../accounts/index.ts'
import { insertApp } from '../api-keys/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import type { AppRequest } from './describe-request.ts'
import { insertGrant } from './grant-store.ts'

/** Until its first tokens an app lasts for so long. */
const firstTokensMs = 15 * 60 * 1000

export type ConnectedApp = {
  id: string
  /** To enqueue after the commit. */
  emailId: string
}

/**
 * Allows a program what it asks for, and notifies the user.
 *
 * @throws AppError `too_many_apps`.
 */
export async function connectApp(
  tx: Tx,
  { userId, request, resources }: { userId: string; request: AppRequest; resources: Record<string, string> },
  origin: Origin,
): Promise<ConnectedApp> {
  const user = await lockUser(tx, userId)
  if (!user) throw new AppError(platformErrors.invalid_token)
  const { client, scopes } = request
  const id = uuidv7()
  await insertApp(tx, {
    id,
    userId,
    name: client.name,
    scopes,
    expiresAt: new Date(Date.now() + firstTokensMs),
  })
  await insertGrant(tx, { appId: id, clientId: client.id, resources })
  const details = { app: client.name, appId: id }
  await recordAuditEvent(tx, { userId, action: 'app_connected', succeeded: true, origin, details })
  const emailId = await announceSecurity(tx, {
    ...{ userId, email: user.email, title: 'An app was connected to your account' },
    message: `The app "${client.name}" can now use your chatSVG account. If this was not you, disconnect it in your settings and choose a new password.`,
  })
  return { id, emailId }
}
