import { sql } from 'drizzle-orm'
import { type Db, queryNamed } from '../../platform/db/index.ts'
import { openSecret, sealSecret } from '../../platform/sealing/index.ts'
import { oauthClients } from './tables.ts'

type Metadata = Record<string, unknown>

/**
 * A registered client, with its secret, if it has one. Its last use is recorded, so that it is not deleted as
 * unused.
 */
export async function findClient(db: Db, id: string, secretKey: Uint8Array): Promise<Metadata | undefined> {
  const [client] = await queryNamed<{ metadata: Metadata }>(
    db,
    'find_oauth_client',
    `with used as (
       update oauth_clients set last_used_at = now() where id = $1 and last_used_at < now() - interval '1 hour'
     )
     select metadata from oauth_clients where id = $1`,
    [id],
  )
  if (!client) return undefined
  const { client_secret: sealed, ...metadata } = client.metadata
  if (typeof sealed !== 'string') return metadata
  const secret = openSecret(sealed, id, secretKey)
  return secret && { ...metadata, client_secret: Buffer.from(secret).toString() }
}

export async function insertClient(
  db: Db,
  { id, metadata }: { id: string; metadata: Metadata },
  secretKey: Uint8Array,
): Promise<void> {
  const { client_secret: secret } = metadata
  const stored =
    typeof secret === 'string'
      ? { ...metadata, client_secret: sealSecret(Buffer.from(secret), id, secretKey) }
      : metadata
  await db.insert(oauthClients).values({ id, metadata: stored })
}

/** @returns at most `max`, without counting further. */
export async function countClientsUpTo(db: Db, max: number): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(db.select({ id: oauthClients.id }).from(oauthClients).limit(max).as('some'))
  return row?.count ?? 0
}
