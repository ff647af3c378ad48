import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type VariableName, variables } from '../../apps/server/src/config/env.ts'
import {
  goodSecret,
  listBelow,
  parseEnvFile,
  readServiceConfig,
  readText,
  readYaml,
  readYamlDocuments,
  roles,
  root,
  shutdownSecondsMax,
} from './deploy-files.ts'

type Labels = Record<string, string>
type Probe = { httpGet: { path: string; port: string } }
type Container = {
  image: string
  args: string[]
  envFrom: ({ configMapRef: { name: string } } | { secretRef: { name: string } })[]
  securityContext: object
  ports?: { name: string; containerPort: number }[]
  resources: { requests: Labels; limits: Labels }
  startupProbe?: Probe
  readinessProbe?: Probe
  livenessProbe?: Probe
}
type PodSpec = {
  automountServiceAccountToken: boolean
  securityContext: object
  terminationGracePeriodSeconds: number
  containers: Container[]
}
type Selector = {
  matchLabels?: Labels
  matchExpressions?: { key: string; operator: string; values: string[] }[]
}
type Reference = { kind?: string; name: string }
type Resource = {
  apiVersion: string
  kind: string
  metadata: { name: string; namespace?: string; labels?: Labels }
  data?: Labels
  spec: {
    replicas?: number
    minReplicas?: number
    selector?: Selector & Labels
    template: { metadata: { labels: Labels }; spec: PodSpec }
    scaleTargetRef: Reference
    podSelector?: Selector
    podMetricsEndpoints?: { port: string; path: string }[]
    ingress?: {
      from: { namespaceSelector: { matchLabels: Labels } }[]
      ports: { port: string }[]
    }[]
    egress?: { to?: { namespaceSelector?: { matchLabels: Labels } }[]; ports: { port: number }[] }[]
    ports?: { targetPort: string }[]
    rules?: { http: { paths: { backend: { service: { name: string } } }[] } }[]
    triggers?: { metadata: Labels }[]
  }
}
type Kustomization = {
  resources: string[]
  components?: string[]
  configMapGenerator?: { name: string; envs: string[] }[]
  secretGenerator?: { name: string; envs: string[] }[]
}

const folder = 'deploy/kubernetes'
const files = listBelow(folder)
const kustomizations = files.filter((path) => path.endsWith('/kustomization.yaml'))
const resources = files
  .filter((path) => path.endsWith('.yaml') && !kustomizations.includes(path))
  .flatMap((path) => readYamlDocuments<Resource>(readText(path)))
const find = (kind: string, name: string) =>
  resources.find((resource) => resource.kind === kind && resource.metadata.name === name) ??
  expect.fail(`there is no ${kind} ${name}`)
const workloads = resources.filter(({ kind }) => ['Deployment', 'Job'].includes(kind))
const containerOf = (name: string) =>
  find('Deployment', name).spec.template.spec.containers[0] ?? expect.fail(`${name} has no container`)

const config = parseEnvFile(readText(`${folder}/base/config.env`))
const ownConfig = parseEnvFile(readText(`${folder}/overlays/example/config.env`))
const secrets = parseEnvFile(readText(`${folder}/overlays/example/secrets.env`))
const manyConfig = parseEnvFile(readText(`${folder}/overlays/many-servers/config.env`))
const manySecrets = parseEnvFile(readText(`${folder}/overlays/many-servers/secrets.env`))

describe('the manifests', () => {
  it('are all named by a kustomization, and all exist', () => {
    const named = new Set<string>()
    for (const path of kustomizations) {
      const { resources: list, components = [], ...generators } = readYaml<Kustomization>(path)
      const generated = [...(generators.configMapGenerator ?? []), ...(generators.secretGenerator ?? [])]
      for (const entry of [...list, ...components, ...generated.flatMap(({ envs }) => envs)]) {
        const target = join(dirname(path), entry)
        expect(existsSync(join(root, target)), target).toBe(true)
        named.add(target)
      }
    }
    expect(files.filter((path) => !kustomizations.includes(path) && !named.has(path))).toEqual([])
  })

  it('run every role as the account of the image, without capabilities, on a read-only root', () => {
    const [, uid] = /^USER (\d+):/m.exec(readText('Dockerfile')) ?? []
    expect(workloads.map(({ metadata }) => metadata.name).toSorted()).toEqual([
      'chatsvg-api',
      'chatsvg-migrate',
      'chatsvg-worker',
    ])
    for (const { spec } of workloads) {
      const pod = spec.template.spec
      expect(pod.automountServiceAccountToken).toBe(false)
      expect(pod.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: Number(uid),
        seccompProfile: { type: 'RuntimeDefault' },
      })
      for (const { image, args, securityContext, resources } of pod.containers) {
        expect(image).toBe('chatsvg')
        expect(roles).toContain(args[0])
        expect(securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        })
        expect(Object.keys(resources.requests)).toEqual(['cpu', 'memory'])
        expect(resources.limits.memory).toMatch(/^\d+(Mi|Gi)$/)
      }
    }
  })

  it('send requests only to a ready API, and restart it only for its own faults', () => {
    const { startupProbe, readinessProbe, livenessProbe, ports } = containerOf('chatsvg-api')
    expect(ports).toEqual([
      { name: 'http', containerPort: 4000 },
      { name: 'metrics', containerPort: 9464 },
    ])
    expect(startupProbe?.httpGet).toEqual({ path: '/api/ready', port: 'http' })
    expect(readinessProbe?.httpGet).toEqual({ path: '/api/ready', port: 'http' })
    // Readiness queries the database, whose outage must not restart every API.
    expect(livenessProbe?.httpGet).toEqual({ path: '/api/health', port: 'http' })
    const routes = readText('apps/server/src/app/health-routes.ts')
    for (const path of ["'/health'", "'/ready'"]) expect(routes).toContain(path)
  })

  it('wait for a graceful shutdown before they kill', () => {
    const delay = Number(config.SHUTDOWN_DELAY_SECONDS)
    expect(delay).toBeGreaterThanOrEqual(5)
    const graceOf = (name: string) =>
      find('Deployment', name).spec.template.spec.terminationGracePeriodSeconds
    expect(graceOf('chatsvg-api')).toBeGreaterThan(delay + shutdownSecondsMax)
    expect(graceOf('chatsvg-worker')).toBeGreaterThan(shutdownSecondsMax)
  })

  it('select existing objects', () => {
    const pods = workloads.map(({ spec }) => spec.template.metadata.labels)
    for (const { kind, metadata, spec } of resources) {
      const { matchExpressions } = spec?.selector ?? spec?.podSelector ?? {}
      for (const { key, operator, values } of matchExpressions ?? []) {
        expect(operator, `${kind} ${metadata.name}`).toBe('In')
        expect(pods.map((labels) => labels[key])).toEqual(expect.arrayContaining(values))
      }
      if (matchExpressions) continue
      const selected = spec?.selector?.matchLabels ?? spec?.podSelector?.matchLabels ?? spec?.selector
      if (!selected) continue
      const hits = pods.filter((labels) =>
        Object.entries(selected).every(([name, value]) => labels[name] === value),
      )
      expect(hits.length, `${kind} ${metadata.name}`).toBe(1)
    }
    for (const kind of ['HorizontalPodAutoscaler', 'ScaledObject'])
      for (const { spec } of resources.filter((resource) => resource.kind === kind))
        find('Deployment', spec.scaleTargetRef.name)
    const paths = find('Ingress', 'chatsvg-api').spec.rules?.flatMap(({ http }) => http.paths) ?? []
    expect(paths.map(({ backend }) => backend.service.name)).toEqual(['chatsvg-api'])
  })

  it('keep one pod of each role while a node is drained, and set the number of APIs only once', () => {
    for (const name of ['chatsvg-api', 'chatsvg-worker']) find('PodDisruptionBudget', name)
    expect(find('HorizontalPodAutoscaler', 'chatsvg-api').spec.minReplicas).toBe(2)
    expect(find('Deployment', 'chatsvg-api').spec.replicas).toBeUndefined()
    expect(find('Deployment', 'chatsvg-worker').spec.replicas).toBe(2)
  })

  it('scale workers by how many jobs wait', () => {
    const [trigger] = find('ScaledObject', 'chatsvg-worker').spec.triggers ?? []
    // Every process reports the whole queue, so a sum would count it once for each process.
    expect(trigger?.metadata.query).toBe('max(chatsvg_queue_jobs{state="waiting"})')
    expect(readText('apps/server/src/app/metrics-of-state.ts')).toContain("name: 'chatsvg_queue_jobs'")
  })

  it('have every process with metrics scraped at its port, only from the namespace of Prometheus', () => {
    const read = readServiceConfig({ ...config, ...ownConfig, ...secrets, JWT_SECRET: goodSecret })
    const prometheus = { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } }
    for (const name of ['chatsvg-api', 'chatsvg-worker']) {
      const port = containerOf(name).ports?.find((given) => given.name === 'metrics')
      expect(read.metrics).toMatchObject({ kind: 'port', port: port?.containerPort })
    }
    const { podMetricsEndpoints, selector } = find('PodMonitor', 'chatsvg').spec
    expect(podMetricsEndpoints).toMatchObject([{ port: 'metrics', path: '/metrics' }])
    const policy = find('NetworkPolicy', 'chatsvg-metrics').spec
    expect(policy.podSelector).toEqual(selector)
    expect(policy.ingress).toEqual([
      { from: [{ namespaceSelector: prometheus }], ports: [{ protocol: 'TCP', port: 'metrics' }] },
    ])
    const openToMetrics = resources.filter(
      ({ kind, spec }) =>
        kind === 'NetworkPolicy' &&
        spec.ingress?.some(({ ports }) => ports.some(({ port }) => port === 'metrics')),
    )
    expect(openToMetrics).toHaveLength(1)
    const [trigger] = find('ScaledObject', 'chatsvg-worker').spec.triggers ?? []
    expect(new URL(trigger?.metadata.serverAddress ?? '').hostname.split('.')[1]).toBe('monitoring')
    // The target of traces, if they are enabled.
    const collector = find('NetworkPolicy', 'chatsvg').spec.egress?.find(({ ports }) =>
      ports.some(({ port }) => port === 4318),
    )
    expect(collector?.to).toEqual([{ namespaceSelector: prometheus }])
  })
})

describe('their variables', () => {
  it('are known and valid, and are among the secrets exactly when they are secret', () => {
    const isSecret = (name: string) => variables[name as VariableName].secret
    for (const name of Object.keys({ ...config, ...ownConfig, ...manyConfig, ...secrets, ...manySecrets }))
      expect(Object.keys(variables)).toContain(name)
    expect(Object.keys({ ...config, ...ownConfig, ...manyConfig }).filter(isSecret)).toEqual([])
    expect(Object.keys({ ...secrets, ...manySecrets }).filter((name) => !isSecret(name))).toEqual([])
    readServiceConfig({ ...config, ...ownConfig, ...secrets, JWT_SECRET: goodSecret })
  })

  it('of many servers lead to ports that the pods may reach', () => {
    const given = {
      ...config,
      ...ownConfig,
      ...manyConfig,
      ...secrets,
      ...manySecrets,
      JWT_SECRET: goodSecret,
    }
    const { database, redis, pictures } = readServiceConfig(given)
    expect(database.kind).toBe('external')
    expect(redis?.address.kind).toBe('sentinel')
    expect(pictures).toMatchObject({ kind: 's3', takesNew: true })
    const open = find('NetworkPolicy', 'chatsvg').spec.egress?.flatMap(({ ports }) =>
      ports.map(({ port }) => port),
    )
    for (const [name, value] of Object.entries({ ...manySecrets, ...manyConfig })) {
      const [, port] = /^postgres:.*:(\d+)\//.exec(value) ?? []
      if (port !== undefined) expect(open, name).toContain(Number(port))
    }
    expect(open).toEqual(expect.arrayContaining([6379, 26379]))
  })

  it('start nothing with the secret of the example', () => {
    expect(() => readServiceConfig({ ...config, ...ownConfig, ...secrets })).toThrow(/JWT_SECRET/)
  })
})

const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0
if (!kubectl) process.stderr.write('skipped: kubectl is not installed, overlays are not rendered\n')

describe.runIf(kubectl)('rendered', () => {
  it.each(['example', 'keda', 'many-servers'])(
    'the overlay %s is complete: every name that it uses is defined',
    (overlay) => {
      const { stdout, stderr, status } = spawnSync(
        'kubectl',
        ['kustomize', `${folder}/overlays/${overlay}`],
        {
          cwd: root,
          encoding: 'utf8',
        },
      )
      expect(status, stderr).toBe(0)
      const rendered = readYamlDocuments<Resource>(stdout)
      const made = new Set(rendered.map(({ kind, metadata }) => `${kind} ${metadata.name}`))
      for (const { kind, metadata, spec } of rendered) {
        if (kind !== 'Namespace') expect(metadata.namespace, `${kind} ${metadata.name}`).toBe('chatsvg')
        if (kind !== 'Deployment' && kind !== 'Job') continue
        for (const { image, envFrom } of spec.template.spec.containers) {
          expect(image).toMatch(/^ghcr\.io\/[\w/-]+:\d+\.\d+\.\d+$/)
          for (const source of envFrom)
            expect(made).toContain(
              'secretRef' in source
                ? `Secret ${source.secretRef.name}`
                : `ConfigMap ${source.configMapRef.name}`,
            )
        }
      }
      const worker = rendered.find(
        ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'chatsvg-worker',
      )
      expect(worker?.spec.replicas).toBe(made.has('ScaledObject chatsvg-worker') ? undefined : 2)
      expect(made.has('ScaledObject chatsvg-worker')).toBe(overlay === 'keda')
      expect(made.has('PodMonitor chatsvg')).toBe(overlay === 'keda')
    },
  )
})
