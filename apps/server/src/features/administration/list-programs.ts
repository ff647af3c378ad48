import type { Db } from '../../platform/db/index.ts'
import { listKeys, presentKey } from '../api-keys/index.ts'
import { listApps, presentApp } from '../oauth-server/index.ts'

/** The API keys and the apps that can use an account now, keys first, each the newest first. */
export async function listPrograms(db: Db, userId: string) {
  const [keys, apps] = await Promise.all([listKeys(db, userId), listApps(db, userId)])
  const isLive = ({ revokedAt, expiresAt }: (typeof keys)[number]) =>
    revokedAt === null && (expiresAt === null || expiresAt > new Date())
  return [
    ...keys.filter(isLive).map((key) => ({ ...presentKey(key), kind: 'key' as const })),
    ...apps.map((app) => ({ ...presentApp(app), kind: 'app' as const })),
  ]
}
