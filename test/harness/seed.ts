import pg from 'pg'
import { seedDatabase } from '../../tools/seed/seed-database.ts'
import { testPassword } from './client.ts'
import type { TestDatabase } from './database.ts'

/**
 * Public pictures of the composer, with their users, jobs and ledger entries: the same ones in every run,
 * newest last. They use at most 60 drawings, so ten thousand take some seconds. The users are
 * `demo-1@example.com` and so on, with the password of `Client`.
 */
export async function seedPictures(
  { url }: Pick<TestDatabase, 'url'>,
  { pictures, users = 10, privateShare = 0 }: { pictures: number; users?: number; privateShare?: number },
): Promise<{ userIds: string[] }> {
  const client = new pg.Client({ connectionString: url, application_name: 'test seed' })
  await client.connect()
  try {
    const { userIds } = await seedDatabase(client, {
      users,
      pictures: 0,
      generations: pictures,
      drawings: 60,
      seed: 1,
      password: testPassword,
      mayAdd: true,
      privateShare,
      failedShare: 0,
      signal: new AbortController().signal,
    })
    return { userIds }
  } finally {
    await client.end()
  }
}
