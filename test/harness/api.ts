import { startApi } from '../../apps/server/src/app/api.ts'
import { openResources, type Resources } from '../../apps/server/src/app/resources.ts'
import { startJobWorker } from '../../apps/server/src/app/worker.ts'
import { readConfig } from '../../apps/server/src/config/index.ts'
import type { McpAddition } from '../../apps/server/src/features/mcp/index.ts'
import { createDisposalStack } from '../../apps/server/src/platform/disposal/index.ts'
import { createLog } from '../../apps/server/src/platform/log/index.ts'
import { Client } from './client.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { type Environment, limitsOff, patient, testSecret } from './service.ts'

export type TestApi = AsyncDisposable & {
  url: string
  resources: Resources
  database: TestDatabase
  client(): Client
  /** A new user with the client of their browser. */
  signUp(...account: Parameters<Client['register']>): Promise<SignedUp>
}

export type SignedUp = { client: Client } & Awaited<ReturnType<Client['register']>>

/**
 * The service inside the test's own process, on a separate database: for tests that need no separate process.
 * Several `instances` share a database, given as `DATABASE_URL`, and hear each other's messages.
 */
export async function startTestApi(
  environment: Environment = {},
  roles: { worker: boolean; instances?: boolean } = { worker: false },
  mcpAddition?: McpAddition,
): Promise<TestApi> {
  const stack = createDisposalStack()
  const database = stack.use(await createTestDatabase())
  const log = createLog({ level: environment.LOG_LEVEL ?? 'silent', format: 'json' })
  const config = readConfig({
    PORT: '0',
    JWT_SECRET: testSecret,
    DATABASE_URL: database.url,
    ...limitsOff,
    ...patient,
    ...environment,
  })
  const resources = await openResources(config, log, 'test', !roles.instances, stack)
  if (roles.worker) stack.use(await startJobWorker(resources, { onlyDraws: true }))
  const api = stack.use(await startApi(resources, mcpAddition))
  const url = `http://127.0.0.1:${api.port}`
  return {
    url,
    resources,
    database,
    client: () => new Client(url),
    async signUp(...account) {
      const client = new Client(url)
      return { client, ...(await client.register(...account)) }
    },
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  }
}
