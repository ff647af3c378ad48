import { describe, expect, it } from 'vitest'
import { variables } from '../../apps/server/src/config/env.ts'
import {
  goodSecret,
  parseEnvFile,
  readServiceConfig,
  readText,
  readYaml,
  roles,
  shutdownSecondsMax,
} from './deploy-files.ts'

type Service = {
  image: string
  build?: string
  user?: string
  command: string[]
  environment: Record<string, unknown>
  env_file?: string
  depends_on?: Record<string, { condition: string }>
  healthcheck: { disable?: boolean; test?: string[] }
  volumes?: string[]
  ports?: string[]
  networks: string[]
  restart: string
  stop_grace_period?: string
  deploy: { replicas?: string | number; resources: { limits: { memory: string } } }
} & Record<string, unknown>
type Compose = {
  services: Record<string, Service>
  volumes: Record<string, unknown>
  networks: Record<string, { internal?: boolean } | null>
}

const given: Record<string, string> = { JWT_SECRET: goodSecret, POSTGRES_PASSWORD: 'abc123' }

/**
 * `${NAME:-default}` and `${NAME:?complaint}` as Compose replaces them when all required variables are set.
 */
function interpolate<T>(value: T): T {
  const text = JSON.stringify(value).replaceAll(
    /\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}/g,
    (_, name: string, fallback?: string) => given[name] ?? fallback ?? '',
  )
  return JSON.parse(text) as T
}

const ours = ['migrate', 'api', 'worker']

describe.each(['compose.yaml', 'compose.postgres.yaml'])('%s', (path) => {
  const compose = interpolate(readYaml<Compose>(path))
  const services = Object.entries(compose.services)
  const service = (name: string) => compose.services[name] ?? expect.fail(`${path} has no ${name}`)

  it('gives no container unnecessary rights', () => {
    for (const [name, given] of services) {
      expect(given, name).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      })
      for (const key of ['privileged', 'cap_add', 'devices', 'pid', 'ipc', 'network_mode', 'userns_mode'])
        expect(given, name).not.toHaveProperty(key)
      expect(given.deploy.resources.limits.memory, name).toMatch(/^\d+[mg]$/)
      if (!ours.includes(name)) expect(given.user, name).toBe(name)
      // Folders of the host would have its accounts and permissions.
      for (const volume of given.volumes ?? [])
        expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0])
    }
  })

  it('names every third-party image by its version', () => {
    for (const [name, { image }] of services)
      if (!ours.includes(name)) expect(image).toMatch(/^[a-z]+:\d+\.\d+(\.\d+)?-[a-z]+$/)
  })

  it('checks the health of every container that has a check', () => {
    for (const [name, { healthcheck }] of services) {
      if (['migrate', 'worker'].includes(name)) expect(healthcheck.disable, name).toBe(true)
      else expect(healthcheck.test?.length, name).toBeGreaterThan(1)
    }
  })

  it('restarts every container except the migration, and waits for graceful shutdowns', () => {
    for (const [name, { restart, stop_grace_period = '10s' }] of services) {
      expect(restart, name).toBe(name === 'migrate' ? 'no' : 'unless-stopped')
      if (['api', 'worker'].includes(name))
        expect(Number.parseInt(stop_grace_period, 10), name).toBeGreaterThan(shutdownSecondsMax)
    }
  })

  it('publishes only the API, and only on this machine', () => {
    expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['api'])
    expect(service('api').ports).toEqual(['127.0.0.1:4000:4000'])
    expect(compose.networks.data).toEqual({ internal: true })
    for (const [name, { networks }] of services)
      if (!ours.includes(name)) expect(networks, name).toEqual(['data'])
  })

  it('configures the service with known variables and valid values', () => {
    for (const name of ours) {
      const { environment, command } = service(name)
      expect(roles).toContain(command[0])
      expect(Object.keys(variables)).toEqual(expect.arrayContaining(Object.keys(environment)))
      const config = readServiceConfig(environment)
      expect(config.http).toMatchObject({ host: '0.0.0.0', port: 4000 })
      // The API's port is excepted; that no service publishes it is tested above.
      expect(config.metrics).toMatchObject({ kind: 'port', port: 9464 })
      expect(config.database).toMatchObject({ kind: 'external' })
      if (config.database.kind === 'external')
        expect(Object.keys(compose.services)).toContain(new URL(config.database.url).hostname)
      const address = config.redis?.address
      const redis = address?.kind === 'server' ? address.host : undefined
      expect(redis).toBe(compose.services.redis ? 'redis' : undefined)
    }
  })

  it('refuses to start without the secrets', () => {
    const text = readText(path)
    for (const name of ['JWT_SECRET', 'POSTGRES_PASSWORD']) {
      const uses = text.match(new RegExp(`\\$\\{${name}[^}]*\\}`, 'g')) ?? []
      expect(uses.length).toBeGreaterThan(0)
      for (const use of uses) expect(use).toContain(':?')
    }
  })

  it('migrates before it serves, after the database is healthy', () => {
    expect(service('migrate').depends_on?.postgres?.condition).toBe('service_healthy')
    for (const name of ['api', 'worker']) {
      const { depends_on = {} } = service(name)
      expect(depends_on.migrate?.condition, name).toBe('service_completed_successfully')
      const servers = Object.keys(compose.services).filter((other) => !ours.includes(other))
      for (const server of servers) expect(depends_on[server]?.condition, name).toBe('service_healthy')
    }
  })

  it('reads the number of workers from one variable', () => {
    expect(readYaml<Compose>(path).services.worker?.deploy.replicas).toBe(`\${WORKERS:-2}`)
  })
})

it('Redis evicts nothing, and reports when it is full', () => {
  const { command = [], volumes } = readYaml<Compose>('compose.yaml').services.redis ?? expect.fail()
  const settings = Object.fromEntries(
    command.flatMap((word, index) => (word.startsWith('--') ? [[word, command[index + 1]]] : [])),
  )
  expect(settings).toMatchObject({ '--appendonly': 'yes', '--maxmemory-policy': 'noeviction' })
  expect(volumes).toEqual(['redis:/data'])
})

it('the two files differ only in Redis', () => {
  const full = readYaml<Compose>('compose.yaml')
  const small = readYaml<Compose>('compose.postgres.yaml')
  delete full.services.redis
  delete full.volumes.redis
  for (const service of Object.values(full.services)) {
    delete service.depends_on?.redis
    if (service.environment.REDIS_URL) service.environment.REDIS_URL = ''
  }
  for (const key of ['services', 'volumes', 'networks'] as const) expect(small[key]).toEqual(full[key])
})

describe('compose.external.yaml', () => {
  const path = 'compose.external.yaml'
  const manyServers = parseEnvFile(
    ['config.env', 'secrets.env']
      .map((name) => readText(`deploy/kubernetes/overlays/many-servers/${name}`))
      .join('\n'),
  )
  const compose = readYaml<Compose>(path)

  it('runs the processes of compose.yaml, with its rights, checks and graces', () => {
    const { services: expected } = readYaml<Compose>('compose.yaml')
    expect(Object.keys(compose.services)).toEqual(ours)
    for (const name of ours) {
      const {
        environment: _,
        depends_on: own,
        networks,
        ...rest
      } = compose.services[name] ?? expect.fail(name)
      const {
        environment: __,
        depends_on: ___,
        networks: ____,
        ...same
      } = expected[name] ?? expect.fail(name)
      expect(rest, name).toEqual(same)
      expect(networks, name).toEqual(['outside'])
      const migrated = { migrate: { condition: 'service_completed_successfully' } }
      expect(own, name).toEqual(name === 'migrate' ? undefined : migrated)
    }
  })

  it('requires the addresses of the servers, and takes those of all forms from .env', () => {
    const { environment } = compose.services.api ?? expect.fail()
    for (const name of ['DATABASE_URL', 'REDIS_URL', 'JWT_SECRET'])
      expect(environment[name], name).toMatch(/^\$\{\w+:\?/)
    const { HOST, PORT } = environment
    const config = readServiceConfig({
      ...manyServers,
      JWT_SECRET: goodSecret,
      HOST,
      PORT,
      METRICS_PORT: 9464,
    })
    expect(config).toMatchObject({
      database: { kind: 'external', replica: { lagMaxMs: 5_000 } },
      redis: { address: { kind: 'sentinel' } },
      pictures: { kind: 's3', takesNew: true },
    })
  })
})
