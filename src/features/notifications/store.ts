import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../platform/db/index.ts'
import { notifications, type notificationTypes } from './tables.ts'

export type NewNotification = {
  userId: string
  type: (typeof notificationTypes)[number]
  title: string
  message: string
}

export async function insertNotification(tx: Tx, notification: NewNotification): Promise<void> {
  await tx.insert(notifications).values({ id: uuidv7(), ...notification })
}

/** A fragment of the caller's statement: tells the users of the table expression `from` about their job. */
export const notificationFragments = {
  aboutJob: (params: {
    name: string
    id: string
    type: string
    title: string
    message: string
    data: string
    from: string
  }) => `
    ${params.name} as (
      insert into notifications (id, user_id, type, title, message, data, job_id)
      select ${params.id}::uuid, source.user_id, ${params.type}, ${params.title}, ${params.message}, ${params.data}, source.job_id
      from ${params.from} source
      on conflict do nothing
    )`,
}
