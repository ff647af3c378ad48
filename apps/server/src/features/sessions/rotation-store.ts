import { sql } from 'drizzle-orm'
import { batchCalls, constant, type Db, defineStatement, wasRejected } from '../../platform/db/index.ts'
import { inSpan, isTraced } from '../../platform/traces/index.ts'
import { refreshSeconds } from './lifetimes.ts'

export type Rotation = {
  tokenHash: string
  successorId: string
  successorHash: string
  /** Of the request. */
  userAgent: string | null
  /** How long after its rotation a token still returns its successor; 0: never. */
  graceSeconds: number
}

/** The result for a presented token. */
export type PresentedToken = {
  sessionId: string
  userId: string
  rememberMe: boolean
  /** The session is neither revoked nor expired. */
  alive: boolean
  /** It was rotated before, and no repetition is allowed: see `refreshSession`. */
  reused: boolean
}

/** @returns undefined for an unknown token. */
export type RotatePresented = (token: Rotation) => Promise<PresentedToken | undefined>

/** Maximum of tokens in one statement. */
const tokensMax = 32

/** Of `rotated`, which has the session's row. The expiry slides, never past the absolute end. */
const slidExpiry = sql`least(absolute_expires_at, now() + make_interval(secs =>
        case when rotated.remember_me then ${constant(refreshSeconds.remembered)} else ${constant(refreshSeconds.usual)} end))`

/**
 * Rotates those tokens that are current, whose session is alive, and whose rows no other transaction has
 * locked, so it never waits. It is a function with its own planner settings, so that each token is looked up
 * by its hash whatever the statistics say.
 */
const sharedRotation = defineStatement<
  { tokens: string },
  Pick<PresentedToken, 'sessionId' | 'userId' | 'rememberMe'> & { n: number }
>(
  'rotate_together',
  ({ tokens }) => sql`
    select n, session_id as "sessionId", user_id as "userId", remember_me as "rememberMe"
    from rotate_tokens(${tokens}::jsonb, ${constant(refreshSeconds.usual)}, ${constant(refreshSeconds.remembered)})`,
)

// The row of the session has the user agent of the last rotation, so it is the one that rotated this token
// unless the successor was rotated, too. Time is that of the statement's beginning, so that waiting for the
// row does not count.
const rotation = defineStatement<Rotation, PresentedToken>(
  'rotate_presented',
  (token) => sql`
    with presented as (
      select t.id, t.rotated_at, t.replaced_by, s.id as session_id, s.user_id, s.remember_me, s.user_agent,
        s.revoked_at is null and s.expires_at > now() as alive
      from refresh_tokens t join sessions s on s.id = t.session_id
      where t.token_hash = ${token.tokenHash} for update of s, t
    ), rotated as (
      update refresh_tokens set rotated_at = now(), replaced_by = ${token.successorId}::uuid
      from presented where refresh_tokens.id = presented.id and presented.alive and presented.rotated_at is null
      returning presented.session_id, presented.remember_me
    ), successor as (
      insert into refresh_tokens (id, session_id, token_hash) select ${token.successorId}::uuid, rotated.session_id, ${token.successorHash} from rotated
    ), session as (
      update sessions set last_used_at = now(), user_agent = ${token.userAgent}, expires_at = ${slidExpiry}
      from rotated where sessions.id = rotated.session_id
    )
    select session_id as "sessionId", user_id as "userId", remember_me as "rememberMe", alive,
      rotated_at is not null and not (
        now() - rotated_at < make_interval(secs => ${token.graceSeconds}::float8)
        and user_agent is not distinct from ${token.userAgent}
        and not exists (select from refresh_tokens next where next.id = presented.replaced_by and next.rotated_at is not null)
      ) as reused
    from presented`,
)

/**
 * Rotates the token if its session is alive and it was not rotated yet: its successor is added and the
 * session's expiry slides, never past its absolute end. One statement, decided on the locked rows, so of many
 * parallel requests with one token exactly one rotates it.
 */
async function rotatePresented(db: Db, token: Rotation): Promise<PresentedToken | undefined> {
  const [row] = await rotation.run(db, token)
  return row
}

/**
 * Rotates tokens as `rotatePresented` does. Those that arrive together share one transaction. A token that
 * the shared transaction did not rotate is decided by a statement of its own. The reason is that its rows
 * were locked, that it was presented twice, that it is not current or its session is not alive, or that the
 * database rejected the shared statement because of one of its tokens.
 */
export function createRotatePresented(db: Db): RotatePresented {
  const rotateTogether = batchCalls(async (tokens: Rotation[]) => {
    const different = [...new Map(tokens.map((token) => [token.tokenHash, token])).values()]
    try {
      return await rotateAll(db, different)
    } catch (error) {
      if (wasRejected(error)) return new Map<Rotation, PresentedToken>()
      throw error
    }
  }, tokensMax)
  const rotate: RotatePresented = async (token) => (await rotateTogether(token)) ?? rotatePresented(db, token)
  return (token) => (isTraced() ? inSpan({ name: 'rotate token' }, () => rotate(token)) : rotate(token))
}

/** @returns the outcomes of the rotated tokens. */
async function rotateAll(db: Db, tokens: readonly Rotation[]): Promise<Map<Rotation, PresentedToken>> {
  const rows = await sharedRotation.run(db, {
    tokens: JSON.stringify(
      tokens.map(({ tokenHash, successorId, successorHash, userAgent }, n) => ({
        n,
        token_hash: tokenHash,
        successor_id: successorId,
        successor_hash: successorHash,
        user_agent: userAgent,
      })),
    ),
  })
  return new Map(
    rows.flatMap(({ n, ...session }): [Rotation, PresentedToken][] => {
      const token = tokens[n]
      return token ? [[token, { ...session, alive: true, reused: false }]] : []
    }),
  )
}
