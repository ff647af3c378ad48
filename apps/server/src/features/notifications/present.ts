import type { NotificationRow } from './store.ts'

export type WireNotification = ReturnType<typeof presentNotification>

/** A notification as the wire contract has it; times are ISO 8601. */
export function presentNotification({ id, type, title, message, data, createdAt, readAt }: NotificationRow) {
  return {
    id,
    type,
    title,
    message,
    data,
    createdAt: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  }
}
