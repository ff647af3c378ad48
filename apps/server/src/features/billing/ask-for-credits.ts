import type { Tx } from '../../platform/db/index.ts'
import { listActiveAdmins } from '../accounts/index.ts'
import { insertNotification } from '../notifications/index.ts'
import { type ContactSupportDeps, contactSupport } from '../support/index.ts'

/** Who asks. */
export type Asker = { userId: string; email: string; requestId: string }

/**
 * Sends a message about credits to the operator: to the support inbox if there is one, and as a notification
 * to every administrator.
 */
export async function askForCredits(deps: ContactSupportDeps, asker: Asker, message: string): Promise<void> {
  await contactSupport(deps, asker, { type: 'contact', subject: 'A user asks for credits', message }, (tx) =>
    notifyAdmins(tx, asker, message),
  )
}

async function notifyAdmins(tx: Tx, { userId, email }: Asker, message: string): Promise<void> {
  for (const adminId of await listActiveAdmins(tx))
    await insertNotification(tx, {
      userId: adminId,
      type: 'SYSTEM_ANNOUNCEMENT',
      title: `${email} asks for credits`,
      message,
      data: { userId },
    })
}
