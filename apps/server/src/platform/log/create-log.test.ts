import { Writable } from 'node:stream'
import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../../../../../test/harness/database.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { openDatabase } from '../db/index.ts'
import { createLog, type Log } from './index.ts'

function collect(format: 'json' | 'pretty'): { log: Log; text: () => string } {
  let text = ''
  const destination = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  return { log: createLog({ level: 'trace', format }, destination), text: () => text }
}

it.each(['json', 'pretty'] as const)(
  'names the fault of a failed statement in %s, without users’ data',
  async (format) => {
    const database = keep(await createTestDatabase())
    const { log, text } = collect(format)
    const { db } = keep(openDatabase({ url: database.url, poolMax: 1, applicationName: 'test' }, log))
    const secret = 'somebody@example.com'
    await db.execute(sql`select ${secret}::int`).catch((err) => log.error({ err }, 'it failed'))
    await db
      .execute(
        sql`insert into users (id, email, name) select gen_random_uuid(), ${secret}, ${secret} from generate_series(1, 2)`,
      )
      .catch((err) => log.error({ err }, 'it failed'))
    expect(text()).toContain('Failed query: select')
    expect(text()).toContain('22P02')
    expect(text()).toContain('users_email_key')
    // PostgreSQL itself quotes the value that it could not parse as a number, and nothing else.
    expect(text().split(secret).length - 1).toBeLessThanOrEqual(1)
  },
)

it('writes no value of a field that is named like a secret', () => {
  const { log, text } = collect('json')
  log.info({ token: 'abc', password: 'def', 'set-cookie': 'ghi', authorization: 'jkl' }, 'oops')
  expect(text()).toContain('[secret]')
  expect(text()).not.toMatch(/abc|def|ghi|jkl/)
})
