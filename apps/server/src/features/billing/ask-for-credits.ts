import type { Tx } from '../../platform/db/index.ts'
import { listActiveAdmins } from '../accounts/index.ts'
import { insertNotification } from '../notifications/index.ts'
import { type ContactSupportDeps, contactSupport } from '../support/index.ts'

/** Who asks: the account, the person's address, and the workspace's name if the account is one. */
export type Asker = { userId: string; email: string; workspace: string | undefined; requestId: string }

/**
 * Sends a message about credits to the operator: to the support inbox if there is one, and as a notification
 * to every administrator.
 */
export async function askForCredits(deps: ContactSupportDeps, asker: Asker, message: string): Promise<void> {
  const subject = `${asker.workspace === undefined ? 'A user' : 'A workspace'} asks for credits`
  await contactSupport(deps, asker, { type: 'contact', subject, message }, (tx) =>
    notifyAdmins(tx, asker, message),
  )
}

async function notifyAdmins(tx: Tx, { userId, email, workspace }: Asker, message: string): Promise<void> {
  for (const adminId of await listActiveAdmins(tx))
    await insertNotification(tx, {
      userId: adminId,
      type: 'SYSTEM_ANNOUNCEMENT',
      title: `${email} asks for credits${workspace === undefined ? '' : ` for the workspace ${workspace}`}`,
      message,
      data: { userId },
    })
}
