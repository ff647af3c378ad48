import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Stage, withStack } from '../../bench/stage.ts'
import { startChaosModel } from '../chaos/model.ts'
import { fillPngCache } from './fill-png-cache.ts'
import { startMixedUse } from './mixed-use.ts'
import { type Sample, takeSample } from './sample.ts'

export type Form = 'one process' | 'API and worker on Redis'

export type SoakOptions = {
  form: Form
  warmUp: WarmUp
  /** What is measured after it. */
  seconds: number
  seed: number
  onSample: (sample: Sample) => void
}

/**
 * Until the service has done this much, or for this long: code is compiled, threads and connections are
 * opened, the allocator has reached its size. It is counted by work, of which a busy machine does less in the
 * same time.
 */
export type WarmUp = { acts: number; secondsMax: number }

export type Soaked = {
  form: Form
  samples: Sample[]
  /** From here on nothing may grow any more. */
  warmFromMs: number
  faults: readonly string[]
}

const sampleEveryMsMax = 10_000
const samplesMin = 12
const preload = join(import.meta.dirname, 'memory.mjs')

/** No request is refused by a rate limit, and everything is counted. */
const environment = {
  RATE_LIMIT_AUTH: '1000000/1h',
  RATE_LIMIT_API: '1000000/5m',
  RATE_LIMIT_GENERATION: '1000000/1h',
  SIGNUP_CREDITS: '1000000',
  SVG_WORKER_CONCURRENCY: '4',
  GENERATION_BACKOFF_MS: '200',
  UNFINISHED_GENERATION_LIMIT: '10',
}

/**
 * Uses the built service for this long, starting when its PNG cache is full, and measures what its processes
 * hold.
 */
export async function soak(stage: Stage, options: SoakOptions): Promise<Soaked> {
  const { form, warmUp, seconds, seed, onSample } = options
  return await withStack(async (stack) => {
    const database = stack.use(await stage.createDatabase('soak'))
    const model = stack.use(await startChaosModel())
    const settings = {
      ...environment,
      DATABASE_URL: database.url,
      OPENAI_BASE_URL: `http://127.0.0.1:${model.port}/v1`,
      OPENAI_MODELS: 'scripted',
    }
    const start = async (name: 'all' | 'api' | 'worker', more: Record<string, string> = {}) =>
      stack.use(await stage.startService(name, { ...settings, ...more }, preload))
    const services =
      form === 'one process'
        ? { all: await start('all') }
        : await startSplit(stage, (name, more) => start(name, more))
    const [api] = Object.values(services)
    const url = api?.origin ?? ''

    await fillPngCache(url, database)
    const use = stack.use(await startMixedUse({ url, model, seed }))
    const samples: Sample[] = []
    const beganAtMs = performance.now()
    const everyMs = Math.min(sampleEveryMsMax, (seconds * 1_000) / samplesMin)
    let warmFromMs = Number.POSITIVE_INFINITY
    for (let atMs = 0; atMs <= warmFromMs + seconds * 1_000; atMs += everyMs) {
      await delay(Math.max(0, beganAtMs + atMs - performance.now()))
      const sample = await takeSample(services, database.pool, use, performance.now() - beganAtMs)
      samples.push(sample)
      onSample(sample)
      const isWarm = sample.jobs + sample.reads >= warmUp.acts || atMs >= warmUp.secondsMax * 1_000
      if (isWarm) warmFromMs = Math.min(warmFromMs, atMs)
    }
    return { form, samples, warmFromMs, faults: use.faults }
  })
}

async function startSplit<Service>(
  { redis }: Stage,
  start: (name: 'api' | 'worker', more: Record<string, string>) => Promise<Service>,
): Promise<Record<string, Service>> {
  if (!redis) throw new Error('redis-server is not installed')
  const more = { REDIS_URL: redis.url }
  return { api: await start('api', more), worker: await start('worker', more) }
}
