import { and, eq, gte, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import {
  constant,
  type Db,
  defineStatement,
  deleteRows,
  queryNamed,
  type Tx,
} from '../../platform/db/index.ts'
import { oauthAccounts, type ProviderName } from './tables.ts'

export type OauthAccountRow = typeof oauthAccounts.$inferSelect

export type NewTransaction = {
  stateHash: string
  provider: ProviderName
  frontendOrigin: string
  redirectPath: string
  linkSessionId: string | null
}

/**
 * Each new sign-in deletes up to this many expired ones, so that the table stays small even if many users
 * never return.
 */
const purgedAtOnce = 20

const insertion = defineStatement<NewTransaction & { id: string; lifeSeconds: number }>(
  'insert_oauth_transaction',
  (row) => sql`
    with expired as (
      select id from oauth_transactions where expires_at < now() order by expires_at limit ${constant(purgedAtOnce)} for update skip locked
    ), purged as (
      delete from oauth_transactions using expired where oauth_transactions.id = expired.id
    )
    insert into oauth_transactions (id, state_hash, provider, frontend_origin, redirect_path, link_session_id, expires_at)
    values (${row.id}, ${row.stateHash}, ${row.provider}, ${row.frontendOrigin}, ${row.redirectPath}, ${row.linkSessionId},
      now() + make_interval(secs => ${row.lifeSeconds}::float8))`,
)

/** Stores a sign-in in progress, for `lifeSeconds` by the database's clock. */
export async function insertTransaction(db: Db, row: NewTransaction, lifeSeconds: number): Promise<void> {
  await insertion.run(db, { ...row, id: uuidv7(), lifeSeconds })
}

export type TakenTransaction = Pick<NewTransaction, 'frontendOrigin' | 'redirectPath' | 'linkSessionId'> & {
  alive: boolean
}

/**
 * Deletes and returns the sign-in: of all callbacks with its state, on all instances, exactly one gets it.
 */
export async function takeTransaction(
  db: Db,
  provider: ProviderName,
  stateHash: string,
): Promise<TakenTransaction | undefined> {
  const [row] = await queryNamed<TakenTransaction>(
    db,
    'take_oauth_transaction',
    `delete from oauth_transactions where state_hash = $1 and provider = $2
     returning frontend_origin as "frontendOrigin", redirect_path as "redirectPath", link_session_id as "linkSessionId",
       expires_at > now() as alive`,
    [stateHash, provider],
  )
  return row
}

/** Deletes sign-ins that were never finished, at most `rowsMax`. @returns how many. */
export function purgeOauthTransactions(db: Db, rowsMax = 10_000): Promise<number> {
  return deleteRows(db, { table: 'oauth_transactions', where: 'expires_at < now()', rowsMax })
}

/**
 * Serialises decisions about one provider account, linked or not: two parallel first sign-ins of one user
 * must not create two accounts.
 */
export async function lockProviderAccount(tx: Tx, provider: ProviderName, providerId: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`oauth ${provider} ${providerId}`}, 0))`,
  )
}

export async function findOauthAccount(
  tx: Tx,
  provider: ProviderName,
  providerId: string,
): Promise<OauthAccountRow | undefined> {
  const [row] = await tx
    .select()
    .from(oauthAccounts)
    .where(and(eq(oauthAccounts.provider, provider), eq(oauthAccounts.providerId, providerId)))
    .limit(1)
  return row
}

export async function insertOauthAccount(
  tx: Tx,
  account: Pick<OauthAccountRow, 'userId' | 'provider' | 'providerId' | 'email' | 'avatar'>,
): Promise<void> {
  await tx.insert(oauthAccounts).values({ id: uuidv7(), ...account })
}

/** The provider's claims may change; the identity does not. */
export async function touchOauthAccount(
  tx: Tx,
  id: string,
  profile: Pick<OauthAccountRow, 'email' | 'avatar'>,
): Promise<void> {
  await tx
    .update(oauthAccounts)
    .set({ ...profile, lastUsedAt: sql`now()` })
    .where(eq(oauthAccounts.id, id))
}

export async function deleteOauthAccounts(tx: Tx, userId: string, provider?: ProviderName): Promise<void> {
  const ofProvider = provider && eq(oauthAccounts.provider, provider)
  await tx.delete(oauthAccounts).where(and(eq(oauthAccounts.userId, userId), ofProvider))
}

/** Unlinks what was linked at that moment or later. */
export async function deleteOauthAccountsSince(tx: Tx, userId: string, since: Date): Promise<void> {
  await tx
    .delete(oauthAccounts)
    .where(and(eq(oauthAccounts.userId, userId), gte(oauthAccounts.createdAt, since)))
}

/** All provider accounts of the user, oldest first. */
export async function listOauthAccounts(db: Db | Tx, userId: string): Promise<OauthAccountRow[]> {
  return db
    .select()
    .from(oauthAccounts)
    .where(eq(oauthAccounts.userId, userId))
    .orderBy(oauthAccounts.createdAt, oauthAccounts.id)
}

/** Names of the providers that are linked to the user's account, in the order of linking. */
export async function listProviders(db: Db | Tx, userId: string): Promise<ProviderName[]> {
  return (await listOauthAccounts(db, userId)).map(({ provider }) => provider)
}
