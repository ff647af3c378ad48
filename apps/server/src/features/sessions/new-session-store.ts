import { type SQL, sql } from 'drizzle-orm'
import {
  constant,
  type Db,
  defineStatement,
  type Params,
  type SqlPart,
  type Tx,
} from '../../platform/db/index.ts'
import { auditFragments, lockFreeSignIn } from '../accounts/index.ts'
import { absoluteSeconds, liveSessionsMax } from './lifetimes.ts'
import type { SessionRow } from './store.ts'

/** A session and its first refresh token. The database's clock decides when it expires. */
export type NewSession = Pick<
  SessionRow,
  'id' | 'userId' | 'rememberMe' | 'signedInWith' | 'isMultiFactor' | 'ipAddress' | 'userAgent'
> & { slidingSeconds: number; tokenId: string; tokenHash: string }

/** @param from a table expression with `user_id` and at most one row. */
const insertSessionAndToken = (session: Params<Omit<NewSession, 'userId'>>, from: SqlPart) => sql`
    session as (
      insert into sessions (id, user_id, remember_me, signed_in_with, is_multi_factor, ip_address, user_agent, expires_at, absolute_expires_at)
      select ${session.id}::uuid, source.user_id, ${session.rememberMe}::boolean, ${session.signedInWith}::text, ${session.isMultiFactor}::boolean,
        ${session.ipAddress}::text, ${session.userAgent}::text, now() + make_interval(secs => ${session.slidingSeconds}::int),
        now() + make_interval(secs => ${constant(absoluteSeconds)})
      from ${from} source
    ), token as (
      insert into refresh_tokens (id, session_id, token_hash)
      select ${session.tokenId}::uuid, ${session.id}::uuid, ${session.tokenHash}::text from ${from} source
    )`

const insertion = defineStatement<NewSession>(
  'insert_session',
  (session) => sql`
    with ${insertSessionAndToken(session, sql`(select ${session.userId}::uuid as user_id)`)} select`,
)

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await insertion.run(tx, session)
}

/** A sign-in whose password was right, as long as this is the hash of the account's password. */
export type PlainSignIn = NewSession & {
  passwordHash: string
  deviceHash: string
  requestId: string
  auditId: string
}

/** The parts of other features in the statement of a plain sign-in. */
export type PlainSignInRules = {
  requiresTotp: (userId: SqlPart) => SQL
  devices: {
    isKnown: (signIn: { userId: SqlPart; deviceHash: SqlPart; userAgent: SqlPart; ipAddress: SqlPart }) => SQL
    /** A part called `device`. */
    touch: (device: { deviceHash: SqlPart; from: SqlPart }) => SQL
  }
}

/**
 * Writes a sign-in in one statement if it is a plain one: the password is still the user's, the user is not
 * suspended and has no second factor, the device is known, so that nobody gets an email, and the new session
 * replaces none. It never waits for the user's row.
 *
 * @returns whether it was written. If not, a transaction has to decide.
 */
export function createPlainSignIn(
  rules: PlainSignInRules,
): (db: Db, signIn: PlainSignIn) => Promise<boolean> {
  // Whoever holds the user's row changes what is decided here, so a locked row is left to the transaction. A
  // sign-in that was committed a moment ago, after this statement began, counts: the function reads what is
  // committed when it is called, after the lock.
  const statement = defineStatement<PlainSignIn, { userId: string }>('sign_in_plainly', (signIn) => {
    const { deviceHash } = signIn
    const ipAddress = sql`${signIn.ipAddress}::text`
    const userAgent = sql`${signIn.userAgent}::text`
    const userId = sql`account.user_id`
    const from = sql`plain`
    return sql`
    with account as materialized (${lockFreeSignIn(signIn)}), plain as materialized (
      select user_id from account
      where count_live_sessions(user_id) < ${constant(liveSessionsMax)}
        and not ${rules.requiresTotp(userId)}
        and ${rules.devices.isKnown({ userId, deviceHash, userAgent, ipAddress })}
    ),
    ${rules.devices.touch({ deviceHash, from })},
    ${auditFragments.succeeded({ id: signIn.auditId, action: 'log_in', ipAddress, userAgent, requestId: signIn.requestId, from })},
    ${insertSessionAndToken(signIn, from)}
    select user_id as "userId" from plain`
  })
  return async (db, signIn) => (await statement.run(db, signIn)).length > 0
}
