import { describeDevice } from './describe-device.ts'
import type { SessionRow } from './store.ts'

export function presentSession(row: SessionRow, currentId: string) {
  const { id, createdAt, lastUsedAt, ipAddress, userAgent } = row
  return {
    id,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    ipAddress,
    userAgent,
    device: describeDevice(userAgent),
    current: id === currentId,
  }
}
