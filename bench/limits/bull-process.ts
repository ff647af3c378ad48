import { createPostgresBackend, Queue, Worker } from 'bullmq'
import pg from 'pg'
import { answerParent } from '../child.ts'
import type { BullTask } from './bull.ts'

/** The data of an entry as in an accept; removed when done, as in the service. */
const entry = { jobId: '019ab7c2-0000-7000-8000-000000000000' }
const entryOptions = { removeOnComplete: true, removeOnFail: true }
const name = 'bare'
const addsAtOnce = 32
const concurrency = 8

type Bull = {
  queue: Pick<Queue, 'add' | 'addBulk'>
  startWorker(handle: () => Promise<void>): Promise<unknown>
}

answerParent<BullTask, number>(async ({ connection, work, measureMs }) => {
  const bull = connection.kind === 'redis' ? openOnRedis(connection.url) : openOnPostgres(connection.url)
  return work === 'add' ? measureAdds(bull, measureMs) : measureNoops(bull, measureMs)
})

function openOnRedis(url: string): Bull {
  const connection = { url, maxRetriesPerRequest: null }
  const queue = new Queue(name, { connection, defaultJobOptions: entryOptions })
  const startWorker = (handle: () => Promise<void>) =>
    new Worker(name, handle, { connection, concurrency }).waitUntilReady()
  return { queue, startWorker }
}

/** The service's own setting: entries need not be on the disk when the job's row is. */
function openOnPostgres(url: string): Bull {
  const connection = new pg.Pool({
    connectionString: url,
    max: 5,
    onConnect: (client) => client.query('SET search_path TO bullmq; SET synchronous_commit TO off'),
  })
  const queue = new Queue(name, { connection, defaultJobOptions: entryOptions }, createPostgresBackend)
  const startWorker = (handle: () => Promise<void>) =>
    new Worker(name, handle, { connection, concurrency }, createPostgresBackend).waitUntilReady()
  return { queue, startWorker }
}

async function measureAdds({ queue }: Bull, measureMs: number): Promise<number> {
  // A third of the time is the warm-up.
  const startedAtMs = performance.now() + measureMs / 3
  let added = 0
  const addInTurn = async () => {
    while (performance.now() < startedAtMs) await queue.add(name, entry)
    while (performance.now() - startedAtMs < measureMs) {
      await queue.add(name, entry)
      added += 1
    }
  }
  await Promise.all(Array.from({ length: addsAtOnce }, addInTurn))
  return added / ((performance.now() - startedAtMs) / 1000)
}

async function measureNoops(bull: Bull, measureMs: number): Promise<number> {
  const { queue, startWorker } = bull
  // Filling also takes time; a backend that finishes earlier has shown its rate as well.
  const batches = Math.ceil((measureMs / 1_000) * 4)
  for (let batch = 0; batch < batches; batch += 1) {
    await queue.addBulk(Array.from({ length: 1_000 }, () => ({ name, data: entry })))
  }
  let done = 0
  await startWorker(async () => {
    done += 1
  })
  const startedAtMs = performance.now()
  const doneBefore = done
  while (performance.now() - startedAtMs < measureMs && done < batches * 1_000)
    await new Promise((resolve) => setTimeout(resolve, 10))
  return (done - doneBefore) / ((performance.now() - startedAtMs) / 1000)
}
