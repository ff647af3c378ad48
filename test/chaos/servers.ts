import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { DisposalStack } from '../../apps/server/src/platform/disposal/index.ts'
import { type ChaosModel, startChaosModel } from './model.ts'
import { type ChaosPostgres, startChaosPostgres } from './postgres-server.ts'
import type { Processes } from './processes.ts'
import { startProxy, type TcpProxy } from './proxy.ts'
import { type ChaosRedis, startChaosRedis } from './redis-server.ts'

export type Backend = 'redis' | 'postgres'

/** The servers that the service depends on, real ones, each behind a proxy. */
export type Servers = {
  postgres: ChaosPostgres
  /** undefined if PostgreSQL is the queue. */
  redis: ChaosRedis | undefined
  model: ChaosModel
  proxies: { postgres: TcpProxy; redis: TcpProxy | undefined; model: TcpProxy }
  /** The addresses for the service: those of the proxies. */
  environment: Record<string, string | undefined>
}

/**
 * @param template a prepared cluster, which is copied.
 * @param dataFolder the folder of PostgreSQL's files, if not in `folder`.
 */
export async function startServers(
  backend: Backend,
  folder: string,
  template: string,
  stack: DisposalStack,
  processes: Processes,
  dataFolder = join(folder, 'postgres'),
): Promise<Servers> {
  const own = processes.own
  const postgres = stack.use(await startChaosPostgres(template, dataFolder, own))
  const redisFolder = join(folder, 'redis')
  await mkdir(redisFolder)
  const redis = backend === 'redis' ? stack.use(await startChaosRedis(redisFolder, own)) : undefined
  const model = stack.use(await startChaosModel())
  const proxies = {
    postgres: stack.use(await startProxy(postgres.port)),
    redis: redis && stack.use(await startProxy(redis.port)),
    model: stack.use(await startProxy(model.port)),
  }
  return {
    postgres,
    redis,
    model,
    proxies,
    environment: {
      DATABASE_URL: postgres.urlAt(proxies.postgres.port),
      REDIS_URL: proxies.redis && `redis://127.0.0.1:${proxies.redis.port}`,
      OPENAI_BASE_URL: `http://127.0.0.1:${proxies.model.port}/v1`,
      OPENAI_MODELS: 'scripted',
      DATA_DIR: join(folder, 'data'),
    },
  }
}
