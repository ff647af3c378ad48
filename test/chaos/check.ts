import type { ReceivedEvent, Request } from './crowd.ts'
import { groupBy } from './group-by.ts'
import { type DatabaseRows, hasEnded, type JobRow } from './read-database-rows.ts'
import { measureRecoveries, takeoverMaxMs } from './recovery.ts'
import type { ReportedStep } from './service-process.ts'

/** The invariants of a job, and two further promises of the service. */
export type Invariant =
  | 'I1'
  | 'I2'
  | 'I3'
  | 'I4'
  | 'I5'
  | 'I6'
  | 'I7'
  | 'I8'
  | 'I9'
  | 'I10'
  | 'answers'
  | 'takeover'

export const invariants: Record<Invariant, string> = {
  I1: 'every acknowledged job has exactly one end',
  I2: 'charges, refunds and balances agree at every moment',
  I3: 'a job is refunded exactly if it failed, once',
  I4: 'a job has one picture exactly if it succeeded',
  I5: 'an end never changes',
  I6: 'one holder of a lease alone writes the end',
  I7: 'events to sockets are true',
  I8: 'the model is called no more often than attempts and interruptions allow',
  I9: 'nobody hears of other users’s jobs',
  I10: 'queue and unfinished jobs drain to nothing',
  answers: 'no answer is a 500, and nobody is refused',
  takeover: 'another process continues the job of a dead one within 30 s',
}

export type Violation = { invariant: Invariant; what: string; ids: string[] }

/** Everything that was observed from outside, and the rows of the database. */
export type Evidence = {
  rows: DatabaseRows
  requests: readonly Request[]
  received: readonly ReceivedEvent[]
  steps: readonly ReportedStep[]
  /** A process that held this job died, or was stopped for longer than its lease. */
  interruptions: readonly { jobId: string; atMs: number }[]
  /** The times in which a server that the work needs was down. */
  outages: readonly { fromMs: number; toMs: number }[]
  modelCalls: ReadonlyMap<string, { calls: number; unusable: number }>
  /** Violations seen during the work: ends that changed, balances that were not the sum of their ledger. */
  seen: { changedEnds: readonly string[]; wrongBalances: readonly string[] }
  left: { unfinished: number; queued: { waiting: number; delayed: number; active: number } }
}

const tagPattern = /drawing number (\w+)/

export const tagOf = ({ prompt }: JobRow) => tagPattern.exec(prompt)?.[1] ?? ''

/** The violated invariants; empty if there are none. A pure function of the evidence. */
export function findViolations(evidence: Evidence): Violation[] {
  const all = [
    ...findLostJobs(evidence),
    ...findWrongMoney(evidence),
    ...findWrongPictures(evidence),
    ...findUnstableEnds(evidence),
    ...findWrongEvents(evidence),
    ...findExcessCalls(evidence),
    ...findBadAnswers(evidence),
    ...findSlowTakeovers(evidence),
    broken(
      'I10',
      'jobs are unfinished',
      evidence.left.unfinished === 0 ? [] : [String(evidence.left.unfinished)],
    ),
    broken('I10', 'entries are left in the queue', listLeft(evidence.left.queued)),
  ]
  return all.filter(({ ids }) => ids.length > 0)
}

const listLeft = (queued: Evidence['left']['queued']) =>
  Object.entries(queued).flatMap(([state, count]) => (count > 0 ? [`${count} ${state}`] : []))

const broken = (invariant: Invariant, what: string, ids: string[]): Violation => ({ invariant, what, ids })

function findLostJobs({ rows, requests }: Evidence): Violation[] {
  const jobs = new Map(rows.jobs.map((job) => [job.id, job]))
  const acknowledged = requests.flatMap(({ acknowledged: a }) => (a ? [a.jobId] : []))
  const known = new Set(requests.map(({ tag }) => tag))
  const byTag = groupBy(rows.jobs, tagOf)
  return [
    broken(
      'I1',
      'acknowledged, and without a row',
      acknowledged.filter((id) => !jobs.has(id)),
    ),
    broken(
      'I1',
      'acknowledged, and not ended',
      acknowledged.filter((id) => {
        const job = jobs.get(id)
        return job !== undefined && !hasEnded(job)
      }),
    ),
    broken('I1', 'two requests were told the same job', findRepeated(acknowledged)),
    broken(
      'I1',
      'a job that nobody asked for',
      rows.jobs.filter((job) => !known.has(tagOf(job))).map(({ id }) => id),
    ),
    // A key is free again once its job has failed, so a request that was never answered may have a failed job
    // and another.
    broken(
      'I1',
      'two jobs for one key',
      [...byTag]
        .filter(([, same]) => same.filter(({ status }) => status !== 'FAILED').length > 1)
        .map(([tag]) => tag),
    ),
    broken(
      'I1',
      'a request without an end',
      requests.filter((r) => !r.acknowledged && !r.refused).map(({ tag }) => tag),
    ),
  ]
}

function findWrongMoney({ rows, seen }: Evidence): Violation[] {
  const sums = new Map<string, number>()
  for (const { userId, delta } of rows.entries) sums.set(userId, (sums.get(userId) ?? 0) + delta)
  const charges = groupBy(
    rows.entries.filter(({ reason }) => reason === 'CHARGE'),
    ({ jobId }) => jobId ?? '',
  )
  const refunds = groupBy(
    rows.entries.filter(({ reason }) => reason === 'REFUND'),
    ({ jobId }) => jobId ?? '',
  )
  const jobs = new Map(rows.jobs.map((job) => [job.id, job]))
  const countOf = (groups: Map<string, unknown[]>, id: string) => groups.get(id)?.length ?? 0
  const ids = (found: JobRow[]) => found.map(({ id }) => id)
  return [
    broken(
      'I2',
      'a balance is not the sum of its ledger',
      rows.balances.filter((b) => b.credits !== (sums.get(b.userId) ?? 0)).map((b) => b.userId),
    ),
    broken(
      'I2',
      'a balance is negative',
      rows.balances.filter((b) => b.credits < 0).map((b) => b.userId),
    ),
    broken('I2', 'a balance was not the sum of its ledger', [...seen.wrongBalances]),
    broken(
      'I2',
      'a job without exactly one charge',
      ids(rows.jobs.filter(({ id }) => countOf(charges, id) !== 1)),
    ),
    broken(
      'I2',
      'a charge without its job',
      [...charges.keys()].filter((id) => !jobs.has(id)),
    ),
    broken(
      'I2',
      'a refund is not what was charged',
      [...refunds].flatMap(([id, [refund]]) =>
        refund?.delta === -(charges.get(id)?.[0]?.delta ?? 0) ? [] : [id],
      ),
    ),
    broken(
      'I3',
      'failed without exactly one refund',
      ids(rows.jobs.filter((job) => job.status === 'FAILED' && countOf(refunds, job.id) !== 1)),
    ),
    broken(
      'I3',
      'refunded, and not failed',
      [...refunds.keys()].filter((id) => jobs.get(id)?.status !== 'FAILED'),
    ),
  ]
}

function findWrongPictures({ rows }: Evidence): Violation[] {
  const pictures = groupBy(rows.pictures, ({ jobId }) => jobId)
  const wrong = rows.jobs.filter(({ id, status, generationId, userId }) => {
    const own = pictures.get(id) ?? []
    if (status !== 'SUCCEEDED') return own.length > 0
    return own.length !== 1 || own[0]?.id !== generationId || own[0]?.userId !== userId
  })
  const known = new Set(rows.jobs.map(({ id }) => id))
  return [
    broken(
      'I4',
      'pictures do not fit the job',
      wrong.map(({ id }) => id),
    ),
    broken(
      'I4',
      'a picture without its job',
      [...pictures.keys()].filter((id) => !known.has(id)),
    ),
  ]
}

function findUnstableEnds({ seen, steps }: Evidence): Violation[] {
  const ends = steps.filter(({ step }) => step === 'job.settled' || step === 'job.failed')
  return [
    broken('I5', 'an end changed', [...seen.changedEnds]),
    broken('I6', 'two processes wrote an end', findRepeated(ends.map(({ jobId = '' }) => jobId))),
  ]
}

function findWrongEvents({ rows, received }: Evidence): Violation[] {
  const jobs = new Map(rows.jobs.map((job) => [job.id, job]))
  const foreign = received.filter(({ jobId, userId }) => jobs.get(jobId)?.userId !== userId)
  const wrongEvents = received.filter((event) => {
    const job = jobs.get(event.jobId)
    if (!job || !isEnd(event)) return false
    return (
      job.status !== event.status ||
      (event.generationId !== undefined && event.generationId !== job.generationId)
    )
  })
  const ended = new Set<string>()
  const afterEnd: ReceivedEvent[] = []
  for (const event of received) {
    const key = `${event.connection} ${event.jobId}`
    if (isEnd(event)) ended.add(key)
    else if (ended.has(key)) afterEnd.push(event)
  }
  const ids = (events: ReceivedEvent[]) => [...new Set(events.map(({ jobId }) => jobId))]
  return [
    broken('I9', 'an event of another user’s job', ids(foreign)),
    broken('I7', 'an end was published that no row has', ids(wrongEvents)),
    broken('I7', 'after its end a job was published as unfinished', ids(afterEnd)),
  ]
}

const isEnd = ({ status }: ReceivedEvent) => status === 'SUCCEEDED' || status === 'FAILED'

/**
 * An attempt calls the model once, and once more if the answer was unusable. An attempt that a stopping
 * worker handed back is not counted.
 */
function findExcessCalls({ rows, modelCalls, steps }: Evidence): Violation[] {
  const givenBack = groupBy(
    steps.filter(({ step }) => step === 'job.handed_back'),
    ({ jobId }) => jobId ?? '',
  )
  const allowed = new Map<string, number>()
  for (const job of rows.jobs) {
    const attempts = job.attempts + (givenBack.get(job.id)?.length ?? 0)
    allowed.set(tagOf(job), (allowed.get(tagOf(job)) ?? 0) + attempts)
  }
  const excess = [...modelCalls].filter(
    ([tag, { calls, unusable }]) => calls > (allowed.get(tag) ?? 0) + unusable,
  )
  return [
    broken(
      'I8',
      'the model was called too often',
      excess.map(([tag]) => tag),
    ),
  ]
}

function findBadAnswers({ requests }: Evidence): Violation[] {
  return [
    broken(
      'answers',
      'an answer was 500',
      requests.filter((r) => r.answers.includes(500)).map(({ tag }) => tag),
    ),
    broken(
      'answers',
      'refused',
      requests.flatMap((r) => (r.refused ? [`${r.tag}: ${r.refused}`] : [])),
    ),
  ]
}

function findSlowTakeovers(evidence: Evidence): Violation[] {
  const slow = measureRecoveries(evidence).filter(({ recoveryMs }) => !(recoveryMs <= takeoverMaxMs))
  return [
    broken(
      'takeover',
      'taken up again too late, or never',
      slow.map(({ jobId }) => jobId),
    ),
  ]
}

function findRepeated(ids: string[]): string[] {
  return [...groupBy(ids, (id) => id)].filter(([, same]) => same.length > 1).map(([id]) => id)
}
