import { and, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm'
import { type Db, deleteRows, firstUuidOf, queryNamed, type Tx } from '../../platform/db/index.ts'
import type { SessionCaller } from './session-caller.ts'
import { sessions } from './tables.ts'

export type SessionRow = typeof sessions.$inferSelect
export type RevocationReason = NonNullable<SessionRow['revokedReason']>

/** All requests wait for these, so a connection that does not answer is treated as dead. */
const liveCallersTimeoutMs = 3_000

/** The callers behind those of the sessions that are alive now, in one round trip. */
export async function findLiveCallers(db: Db, sessionIds: string[]): Promise<SessionCaller[]> {
  return queryNamed<SessionCaller>(
    db,
    'find_live_callers',
    `select s.id as "sessionId", u.id as "userId", u.email, u.name, u.avatar, u.credits, u.plan, u.role,
       u.email_verified_at is not null as "emailVerified", s.is_multi_factor as "isMultiFactor",
       extract(epoch from now() - coalesce(s.proved_at, s.created_at))::float8 as "provedAgoSeconds"
     from sessions s join users u on u.id = s.user_id
     where s.id = any($1::uuid[]) and s.revoked_at is null and s.expires_at > now() and u.suspended_at is null`,
    [sessionIds],
    liveCallersTimeoutMs,
  )
}

export type RevokedSessions = { userId: string } & (
  | { only: string }
  | { except: string }
  | { signedInWith: SessionRow['signedInWith']; except: string }
  | { all: true }
)

/** Revokes those sessions of the user that are alive. @returns the ids of the sessions that it ended. */
export async function revokeSessions(
  tx: Db | Tx,
  which: RevokedSessions,
  reason: RevocationReason,
): Promise<string[]> {
  const rows = await tx
    .update(sessions)
    .set({ revokedAt: sql`now()`, revokedReason: reason })
    .where(
      and(
        eq(sessions.userId, which.userId),
        isAlive,
        'only' in which ? eq(sessions.id, which.only) : undefined,
        'except' in which ? ne(sessions.id, which.except) : undefined,
        'signedInWith' in which ? eq(sessions.signedInWith, which.signedInWith) : undefined,
      ),
    )
    .returning({ id: sessions.id })
  return rows.map(({ id }) => id)
}

const isAlive = and(isNull(sessions.revokedAt), gt(sessions.expiresAt, sql`now()`))

/**
 * Whether the session is alive, and stays alive until the end of the transaction. For writes after the check
 * of the request: the session may have been revoked since. The user's row is locked before, as everywhere.
 */
export async function lockLiveSession(tx: Tx, sessionId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), isAlive))
    .for('share')
  return rows.length > 0
}

/** The live sessions of a user, most recently used first. */
export async function listLiveSessions(db: Db, userId: string): Promise<SessionRow[]> {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isAlive))
    .orderBy(desc(sessions.lastUsedAt), desc(sessions.id))
    .limit(listedMax)
}

const listedMax = 200

/** How the session began, and how long ago in seconds by the database's clock. */
export async function findSignIn(
  db: Db,
  sessionId: string,
): Promise<
  (Pick<SessionRow, 'signedInWith' | 'rememberMe' | 'isMultiFactor'> & { agoSeconds: number }) | undefined
> {
  const [row] = await db
    .select({
      signedInWith: sessions.signedInWith,
      rememberMe: sessions.rememberMe,
      isMultiFactor: sessions.isMultiFactor,
      agoSeconds: sql<number>`extract(epoch from now() - ${sessions.createdAt})::float8`,
    })
    .from(sessions)
    .where(eq(sessions.id, sessionId))
    .limit(1)
  return row
}

/**
 * Records that the session's owner has just proven who they are. @param isMultiFactor whether with a second
 * factor; an earlier second factor stays recorded.
 */
export async function renewProof(tx: Tx, sessionId: string, isMultiFactor: boolean): Promise<void> {
  await tx
    .update(sessions)
    .set({ provedAt: sql`now()`, ...(isMultiFactor && { isMultiFactor }) })
    .where(eq(sessions.id, sessionId))
}

/** For a user who no longer has a second factor: no session counts as proven with one. */
export async function clearMultiFactorProofs(tx: Tx, userId: string): Promise<void> {
  await tx
    .update(sessions)
    .set({ isMultiFactor: false })
    .where(and(eq(sessions.userId, userId), eq(sessions.isMultiFactor, true)))
}

/** Every stored session, for the owner's export. */
export async function listAllSessions(db: Db, userId: string): Promise<SessionRow[]> {
  return db.select().from(sessions).where(eq(sessions.userId, userId)).orderBy(sessions.createdAt)
}

/**
 * Deletes sessions that ended before `keptDays` ago, with their tokens, at most `rowsMax` of each kind of
 * end. @returns how many.
 */
export async function purgeSessions(db: Db, keptDays: number, rowsMax: number): Promise<number> {
  let purged = 0
  for (const end of ['expires_at', 'revoked_at']) {
    const where = `${end} < now() - make_interval(days => $2)`
    const name = `purge_sessions_by_${end}`
    purged += await deleteRows(db, { table: 'sessions', where, values: [keptDays], rowsMax, name })
  }
  return purged
}

/**
 * Deletes rotated tokens that were issued before `keptDays` ago, also of live sessions, at most `rowsMax`:
 * found by the time in their ids. If such a token is presented again, it is unknown instead of reused; it is
 * refused either way.
 */
export function purgeRotatedTokens(db: Db, keptDays: number, rowsMax: number): Promise<number> {
  const before = firstUuidOf(new Date(Date.now() - keptDays * 24 * 60 * 60 * 1000))
  const where = 'id < $2::uuid and rotated_at is not null'
  return deleteRows(db, { table: 'refresh_tokens', where, values: [before], rowsMax })
}

/**
 * Whether the second token is the current one of the first token's session. That happens when a browser holds
 * both: an instance of the previous version has rotated the one that it knows.
 */
export async function isLaterOfSession(db: Db, earlierHash: string, laterHash: string): Promise<boolean> {
  const rows = await queryNamed(
    db,
    'is_later_of_session',
    `select later.id from refresh_tokens earlier join refresh_tokens later on later.session_id = earlier.session_id
     where earlier.token_hash = $1 and later.token_hash = $2 and earlier.rotated_at is not null and later.rotated_at is null`,
    [earlierHash, laterHash],
  )
  return rows.length > 0
}
