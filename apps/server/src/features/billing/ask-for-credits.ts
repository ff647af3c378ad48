import type { Tx } from '../../platform/db/index.ts'
import { listActiveAdmins } from '../accounts/index.ts'
import { insertNotification } from '../notifications/index.ts'
import { type ContactSupportDeps, contactSupport } from '../support/index.ts'

/** Who asks, and for which workspace; without one, for their own account. */
export type Asker = {
  personId: string
  email: string
  requestId: string
  workspace: { id: string; name: string } | undefined
}

/**
 * Sends a message about credits to the operator: to the support inbox if there is one, and as a notification
 * to every administrator. The stored message belongs to the person, also when it is about a workspace: it has
 * their address, and is exported and deleted with their account.
 */
export async function askForCredits(deps: ContactSupportDeps, asker: Asker, message: string): Promise<void> {
  const { personId: userId, email, requestId, workspace } = asker
  const subject = `A user asks for credits${workspace ? ` for the workspace ${workspace.name} (${workspace.id})` : ''}`
  await contactSupport(deps, { userId, email, requestId }, { type: 'contact', subject, message }, (tx) =>
    notifyAdmins(tx, asker, message),
  )
}

async function notifyAdmins(tx: Tx, { personId, email, workspace }: Asker, message: string): Promise<void> {
  for (const adminId of await listActiveAdmins(tx))
    await insertNotification(tx, {
      userId: adminId,
      type: 'SYSTEM_ANNOUNCEMENT',
      title: `${email} asks for credits${workspace ? ` for the workspace ${workspace.name}` : ''}`,
      message,
      data: { userId: workspace?.id ?? personId },
    })
}
