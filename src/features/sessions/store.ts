import { and, eq, isNull, sql } from 'drizzle-orm'
import { type Db, queryNamed, type Tx } from '../../platform/db/index.ts'
import type { Caller } from '../../platform/http/index.ts'
import { refreshTokens, sessions } from './tables.ts'

export type SessionRow = typeof sessions.$inferSelect
export type RevocationReason = NonNullable<SessionRow['revokedReason']>

export type NewSession = Pick<SessionRow, 'id' | 'userId' | 'rememberMe' | 'ipAddress' | 'userAgent'>

/** Lifetimes are counted on the database's clock, in seconds from now. */
export async function insertSession(
  tx: Tx,
  session: NewSession,
  slidingSeconds: number,
  absoluteSeconds: number,
): Promise<void> {
  await tx.insert(sessions).values({
    ...session,
    expiresAt: sql`now() + make_interval(secs => ${slidingSeconds})`,
    absoluteExpiresAt: sql`now() + make_interval(secs => ${absoluteSeconds})`,
  })
}

export async function insertRefreshToken(
  tx: Tx,
  token: { id: string; sessionId: string; tokenHash: string },
): Promise<void> {
  await tx.insert(refreshTokens).values(token)
}

/** The callers behind those of the sessions that are alive now, in one round trip. */
export async function findLiveCallers(db: Db, sessionIds: string[]): Promise<Caller[]> {
  return queryNamed<Caller>(
    db,
    'find_live_callers',
    `select s.id as "sessionId", u.id as "userId", u.email, u.name, u.avatar, u.credits, u.plan, u.role
     from sessions s join users u on u.id = s.user_id
     where s.id = any($1::uuid[]) and s.revoked_at is null and s.expires_at > now()`,
    [sessionIds],
  )
}

export async function revokeSession(
  db: Db | Tx,
  sessionId: string,
  reason: RevocationReason,
): Promise<boolean> {
  const rows = await db
    .update(sessions)
    .set({ revokedAt: sql`now()`, revokedReason: reason })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id })
  return rows.length > 0
}

export type PresentedToken = {
  tokenId: string
  sessionId: string
  userId: string
  rememberMe: boolean
  /** The session is neither revoked nor expired. */
  alive: boolean
  rotated: boolean
  /** Milliseconds since the rotation, by the database's clock; null while there was none. */
  rotatedAgoMs: number | null
}

/** What the row says, as of its latest commit, without waiting for anyone who holds it. */
export function readPresentedToken(tx: Tx, tokenHash: string): Promise<PresentedToken | undefined> {
  return selectPresented(tx, tokenHash, sql``)
}

/** The same with the row and its session locked until the transaction ends; waits for another rotation to commit. */
export function lockPresentedToken(tx: Tx, tokenHash: string): Promise<PresentedToken | undefined> {
  return selectPresented(tx, tokenHash, sql`for update of t, s`)
}

async function selectPresented(
  tx: Tx,
  tokenHash: string,
  lock: ReturnType<typeof sql>,
): Promise<PresentedToken | undefined> {
  const result = await tx.execute<PresentedToken>(sql`
    select t.id as "tokenId", s.id as "sessionId", s.user_id as "userId", s.remember_me as "rememberMe",
      (s.revoked_at is null and s.expires_at > clock_timestamp()) as alive,
      t.rotated_at is not null as rotated,
      (extract(epoch from clock_timestamp() - t.rotated_at) * 1000)::float8 as "rotatedAgoMs"
    from refresh_tokens t join sessions s on s.id = t.session_id
    where t.token_hash = ${tokenHash} ${lock}`)
  return result.rows[0]
}

/** Marks the token as rotated, adds its successor and slides the session's expiry, never past its absolute end. */
export async function rotateToken(
  tx: Tx,
  rotation: {
    tokenId: string
    sessionId: string
    successorId: string
    successorHash: string
    slidingSeconds: number
  },
): Promise<void> {
  const { tokenId, sessionId, successorId, successorHash, slidingSeconds } = rotation
  await tx.execute(sql`
    with successor as (
      insert into refresh_tokens (id, session_id, token_hash) values (${successorId}, ${sessionId}, ${successorHash})
    ), rotated as (
      update refresh_tokens set rotated_at = clock_timestamp(), replaced_by = ${successorId} where id = ${tokenId}
    )
    update sessions set last_used_at = now(),
      expires_at = least(absolute_expires_at, now() + make_interval(secs => ${slidingSeconds}))
    where id = ${sessionId}`)
}
