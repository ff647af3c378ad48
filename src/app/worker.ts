import {
  createAnnouncer,
  createRing,
  type GenerationSettings,
  generateSvgJob,
  runGeneration,
  startSweeper,
} from '../features/generations/index.ts'
import { createDisposalStack } from '../platform/disposal/index.ts'
import { handleJob, startWorker } from '../platform/queue/index.ts'
import { jobDefinitions, type Resources } from './resources.ts'

/** How long a lease holds without being renewed: a killed worker's jobs are taken over after this and a sweep. */
const leaseMs = 12_000
const sweep = { intervalMs: 4_000, patienceMs: 5_000 }
/** How long running jobs may go on when the process has to end, before they are handed back. */
const graceMs = 10_000

/** Starts what works on jobs: the queue's handlers and the sweeper. */
export async function startGenerationWorker(resources: Resources): Promise<AsyncDisposable> {
  const { config, log, models, database, queue, queueConnection, publisher } = resources
  const { db } = database
  const stack = createDisposalStack()
  const ring = createRing(queue, log)
  const { announceEnd } = stack.use(createAnnouncer(publisher.publish))
  const { timeoutMs, attemptsMax, backoffMs } = config.generation
  const settings: GenerationSettings = { leaseMs, timeoutMs, attemptsMax, backoffMs }
  const deps = { db, models, publish: publisher.publish, announceEnd, ring, settings }

  stack.use(
    await startWorker(queueConnection, {
      definitions: jobDefinitions,
      handlers: [
        handleJob(generateSvgJob, ({ jobId }, { signal }) => runGeneration(deps, jobId, signal, log)),
      ],
      concurrency: config.generation.concurrency,
      graceMs,
      log,
    }),
  )
  stack.use(startSweeper({ db, ring, log }, sweep))
  return stack
}
