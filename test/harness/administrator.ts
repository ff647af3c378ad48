import type { TestApi } from './api.ts'
import type { Client } from './client.ts'

/** A user who has signed up and was made an administrator. */
export async function signUpAdministrator(
  api: TestApi,
): Promise<{ client: Client; id: string; email: string }> {
  const client = api.client()
  const { id, email } = await client.register()
  await api.database.pool.query(`update users set role = 'ADMIN' where id = $1`, [id])
  return { client, id, email }
}
