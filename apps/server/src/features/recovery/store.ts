import { and, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import { type Db, defineStatement, deleteRows, type SqlPart, type Tx } from '../../platform/db/index.ts'
import { hasSignedInAlike } from '../accounts/index.ts'
import { knownDevices, signInNotices } from './tables.ts'

/** `values` are those of one device, or none. */
const touch = (values: SQL) => sql`
  insert into known_devices (user_id, device_hash) ${values}
  on conflict (user_id, device_hash) do update set last_used_at = now()`

const touching = defineStatement<{ userId: string; deviceHash: string }, { isNew: boolean }>(
  'touch_known_device',
  // xmax is 0 in an inserted row, and not in an updated one.
  ({ userId, deviceHash }) =>
    sql`${touch(sql`values (${userId}::uuid, ${deviceHash})`)} returning xmax = 0 as "isNew"`,
)

/** Records that the device signed in. @returns whether it had signed in before. */
export async function touchDevice(tx: Tx, userId: string, deviceHash: string): Promise<boolean> {
  const [row] = await touching.run(tx, { userId, deviceHash })
  return row?.isNew === false
}

/** Parts of the statement of a sign-in that is not reported to the owner: see `createSignInRecorder`. */
export const deviceFragments = {
  /** Whether the device has signed in before, or one with the same user agent at the same address. */
  isKnown: (signIn: { userId: SqlPart; deviceHash: SqlPart; userAgent: SqlPart; ipAddress: SqlPart }) => sql`(
    exists (select from known_devices where user_id = ${signIn.userId} and device_hash = ${signIn.deviceHash})
    or ${hasSignedInAlike(signIn)}
  )`,
  /** @param from a table expression with `user_id` and at most one row. */
  touch: ({ deviceHash, from }: { deviceHash: SqlPart; from: SqlPart }) => sql`
    device as (${touch(sql`select source.user_id, ${deviceHash} from ${from} source`)})`,
}

/** When each browser of the user last signed in, the oldest first. */
export async function listDevices(db: Db, userId: string): Promise<{ lastUsedAt: Date }[]> {
  return db
    .select({ lastUsedAt: knownDevices.lastUsedAt })
    .from(knownDevices)
    .where(eq(knownDevices.userId, userId))
    .orderBy(knownDevices.lastUsedAt)
}

export async function insertSignInNotice(
  tx: Tx,
  notice: Pick<typeof signInNotices.$inferInsert, 'id' | 'userId' | 'tokenHash'>,
  lifeSeconds: number,
): Promise<void> {
  const expiresAt = sql`now() + make_interval(secs => ${lifeSeconds})`
  await tx.insert(signInNotices).values({ ...notice, expiresAt })
}

/** The user of this token's email, if it may still be used. Changes nothing. */
export async function findSignInNotice(
  db: Db,
  tokenHash: string,
): Promise<{ userId: string; createdAt: Date } | undefined> {
  const [row] = await db
    .select({ userId: signInNotices.userId, createdAt: signInNotices.createdAt })
    .from(signInNotices)
    .where(
      and(
        eq(signInNotices.tokenHash, tokenHash),
        isNull(signInNotices.usedAt),
        gt(signInNotices.expiresAt, sql`now()`),
      ),
    )
  return row
}

/**
 * Consumes all tokens of the user, because they all do the same. @returns whether this token was among them.
 */
export async function useSignInNotices(tx: Tx, userId: string, tokenHash: string): Promise<boolean> {
  const rows = await tx
    .update(signInNotices)
    .set({ usedAt: sql`now()` })
    .where(and(eq(signInNotices.userId, userId), isNull(signInNotices.usedAt)))
    .returning({ tokenHash: signInNotices.tokenHash })
  return rows.some((row) => row.tokenHash === tokenHash)
}

/** Deletes devices and tokens that are no longer needed, at most `rowsMax` of each. @returns how many. */
export async function purgeRecovery(db: Db, keptDays: number, rowsMax: number): Promise<number> {
  const unused = "last_used_at < now() - interval '400 days'"
  const expired = 'expires_at < now() - make_interval(days => $2)'
  const devices = { table: 'known_devices', key: 'user_id, device_hash', where: unused, rowsMax }
  const notices = { table: 'sign_in_notices', where: expired, values: [keptDays], rowsMax }
  return (await deleteRows(db, devices)) + (await deleteRows(db, notices))
}
