import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrateDatabase } from '../../apps/server/src/platform/db/index.ts'
import { startEmbeddedPostgres } from '../../apps/server/src/platform/embedded-postgres/index.ts'
import { createLog } from '../../apps/server/src/platform/log/index.ts'
import { createTestFolder } from './folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the test server's maintenance database. */
    postgresUrl: string
  }
}

export const templateName = 'chatsvg_template'

/** One PostgreSQL for the whole run, with a migrated template from which every test database is cloned. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const log = createLog({ level: 'warn', format: 'json' })
  const folder = await createTestFolder()
  // Tests kill processes, not the machine, so data in the kernel's cache is safe.
  const server = await startEmbeddedPostgres(join(folder.path, 'data', 'postgres'), log, {
    fsync: 'off',
    max_connections: '400',
  })
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`create database ${templateName}`)
  await admin.end()
  await migrateDatabase(databaseUrl(server.url, templateName), log)
  project.provide('postgresUrl', server.url)
  return async () => {
    await server[Symbol.asyncDispose]()
    await folder[Symbol.asyncDispose]()
  }
}

export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
