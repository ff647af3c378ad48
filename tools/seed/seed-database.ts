import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { hashPassword } from '../../apps/server/src/features/accounts/index.ts'
import { drawPictures, type SeedPicture } from './draw-pictures.ts'
import {
  countUsers,
  insertBatch,
  insertUsers,
  prepareSession,
  replacePool,
  setIndexesAside,
  settleTables,
} from './seed-store.ts'
import { inventPeople } from './users.ts'

export type SeedOrder = {
  users: number
  /** Each has its own drawing. */
  pictures: number
  /** Further pictures, made of at most `drawings` drawings, by default 300; many of them are fast. */
  generations: number
  drawings?: number
  seed: number
  password: string
  /** Into a database that has users. */
  mayAdd: boolean
  /** The age of the first picture in days, by default 90; the others follow until now. */
  days?: number
  /** In one transaction, which locks the tables of pictures and builds their indexes at the end. */
  isBulk?: boolean
  /** 0 to 1; defaults: one in seven is private, one in fifty has failed. */
  privateShare?: number
  failedShare?: number
  signal: AbortSignal
  onProgress?: (done: number, total: number) => void
}

export type SeedReport = {
  userIds: string[]
  /** Jobs, including failed ones. */
  jobs: number
  /** One of the users; an administrator in the first seed. */
  email: string
}

/** The database has users, and the option to add more was not given. */
export class NotEmptyError extends Error {}

const drawingsUsual = 300
const drawnBatch = 50
const bulkBatch = 10_000
const daysUsual = 90

/**
 * Fills a migrated database with demo data: users, real pictures of the composer, and their jobs and ledger
 * entries. The seed determines the rows and their order; ids and times depend on the current time. The ledger
 * is right after each batch, so it can be stopped at any time, and run beside the service; in bulk, it leaves
 * nothing when it is stopped.
 */
export async function seedDatabase(client: pg.ClientBase, order: SeedOrder): Promise<SeedReport> {
  const { seed, signal, days = daysUsual } = order
  const { seeded, others } = await countUsers(client)
  if (seeded + others > 0 && !order.mayAdd) {
    throw new NotEmptyError(
      `The database has users already: ${seeded} of a seed, ${others} others. With --add the demo comes beside them.`,
    )
  }
  const nonce = randomBytes(12).toString('hex')
  await prepareSession(client)
  const users = inventPeople(order.users, seeded, seed)
  const passwordHash = await hashPassword(order.password)
  if (order.isBulk) await client.query('begin')
  const userIds = await insertUsers(client, users, { passwordHash, days, nonce })

  const total = order.pictures + order.generations
  const { privateShare = 1 / 7, failedShare = 1 / 50 } = order
  const write = async (from: number, to: number, pool: { poolFrom: number; poolSize: number }) => {
    signal.throwIfAborted()
    const shares = { privateShare, failedShare }
    await insertBatch(client, { from, to, total, days, userIds, ...pool, ...shares, seed, nonce })
    order.onProgress?.(to, total)
  }
  const buildIndexes = order.isBulk ? await setIndexesAside(client) : undefined
  let written = 0
  if (order.generations > 0) {
    const poolSize = Math.min(order.drawings ?? drawingsUsual, order.generations)
    for await (const pool of inBatches(drawPictures(poolSize, seed + 1, signal), poolSize))
      await replacePool(client, pool)
    while (written < order.generations) {
      const to = Math.min(order.generations, written + bulkBatch)
      await write(written, to, { poolFrom: 0, poolSize })
      written = to
    }
  }
  for await (const pool of inBatches(drawPictures(order.pictures, seed, signal), drawnBatch)) {
    await replacePool(client, pool)
    await write(written, written + pool.length, { poolFrom: written, poolSize: pool.length })
    written += pool.length
  }
  await buildIndexes?.()
  if (order.isBulk) await client.query('commit')
  await settleTables(client)
  return { userIds, jobs: written, email: users[0]?.email ?? '' }
}

async function* inBatches(pictures: AsyncIterable<SeedPicture>, size: number): AsyncGenerator<SeedPicture[]> {
  let batch: SeedPicture[] = []
  for await (const picture of pictures) {
    batch.push(picture)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
