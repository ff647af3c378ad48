import { describe, expect, it } from 'vitest'
import { type Evidence, findViolations, type Invariant } from './check.ts'
import type { ReceivedEvent, Request } from './crowd.ts'
import { namedDrawing } from './model.ts'
import type { JobRow } from './read-database-rows.ts'
import { measureRecoveries } from './recovery.ts'

const startMs = 1_000_000
const emptyQueue = { waiting: 0, delayed: 0, active: 0 }

/** A correct run: two users with a job each, of which one succeeded and one failed. */
function describeGoodRun(): Evidence {
  const drawn: JobRow = {
    id: 'drawn',
    userId: 'ada',
    prompt: namedDrawing('one'),
    status: 'SUCCEEDED',
    attempts: 1,
    generationId: 'picture',
    createdAtMs: startMs,
    finishedAtMs: startMs + 500,
  }
  const failed: JobRow = {
    ...drawn,
    id: 'failed',
    userId: 'bob',
    prompt: namedDrawing('two'),
    status: 'FAILED',
    attempts: 3,
    generationId: null,
  }
  return {
    rows: {
      jobs: [drawn, failed],
      entries: [
        { userId: 'ada', jobId: null, delta: 10, reason: 'SIGNUP' },
        { userId: 'ada', jobId: 'drawn', delta: -1, reason: 'CHARGE' },
        { userId: 'bob', jobId: null, delta: 10, reason: 'SIGNUP' },
        { userId: 'bob', jobId: 'failed', delta: -1, reason: 'CHARGE' },
        { userId: 'bob', jobId: 'failed', delta: 1, reason: 'REFUND' },
      ],
      balances: [
        { userId: 'ada', credits: 9 },
        { userId: 'bob', credits: 10 },
      ],
      pictures: [{ id: 'picture', jobId: 'drawn', userId: 'ada' }],
    },
    requests: [ask('one', 'ada', 'drawn'), ask('two', 'bob', 'failed')],
    received: [
      hear({ status: 'RUNNING', progress: 5 }),
      hear({ status: 'SUCCEEDED', progress: 100, generationId: 'picture' }),
    ],
    steps: [
      { pid: 1, step: 'job.claimed', jobId: 'drawn', atMs: startMs },
      { pid: 1, step: 'job.settled', jobId: 'drawn', atMs: startMs + 500 },
      { pid: 2, step: 'job.failed', jobId: 'failed', atMs: startMs + 500 },
    ],
    interruptions: [],
    outages: [],
    modelCalls: new Map([
      ['one', { calls: 1, unusable: 0 }],
      ['two', { calls: 4, unusable: 1 }],
    ]),
    seen: { changedEnds: [], wrongBalances: [] },
    left: { unfinished: 0, queued: emptyQueue },
  }
}

function ask(tag: string, userId: string, jobId: string): Request {
  const acknowledged = { jobId, atMs: startMs }
  return { tag, key: tag, userId, sentAtMs: startMs, answers: [202], answerMs: [5], acknowledged }
}

function hear(event: Partial<ReceivedEvent>): ReceivedEvent {
  return { jobId: 'drawn', userId: 'ada', connection: 'first', atMs: startMs, status: 'RUNNING', ...event }
}

/** Every violation that the suite has to find, as a change to the correct run. */
const breakages: { name: string; invariant: Invariant; spoil: (evidence: Evidence) => void }[] = [
  {
    name: 'an acknowledged job that has no row',
    invariant: 'I1',
    spoil: ({ requests }) => {
      const [request] = requests
      if (request) request.acknowledged = { jobId: 'lost', atMs: startMs }
    },
  },
  {
    name: 'an acknowledged job that never ends',
    invariant: 'I1',
    spoil: ({ rows }) => change(rows.jobs, 'drawn', { status: 'RUNNING' }),
  },
  {
    name: 'a job that nobody asked for',
    invariant: 'I1',
    spoil: (evidence) => {
      evidence.requests = evidence.requests.slice(0, 1)
    },
  },
  {
    name: 'two jobs for one key',
    invariant: 'I1',
    spoil: ({ rows }) => {
      const [job] = rows.jobs
      if (job) rows.jobs.push({ ...job, id: 'twin' })
    },
  },
  {
    name: 'a request that nobody has answered',
    invariant: 'I1',
    spoil: ({ requests }) => {
      delete requests[0]?.acknowledged
    },
  },
  {
    name: 'a balance that is not the sum of its ledger',
    invariant: 'I2',
    spoil: ({ rows }) => void rows.balances.splice(0, 1, { userId: 'ada', credits: 10 }),
  },
  {
    name: 'a balance below zero',
    invariant: 'I2',
    spoil: ({ rows }) => {
      rows.balances[0] = { userId: 'ada', credits: -1 }
      rows.entries.push({ userId: 'ada', jobId: null, delta: -10, reason: 'SUPPORT' })
    },
  },
  {
    name: 'a balance that was wrong for a moment',
    invariant: 'I2',
    spoil: (evidence) => {
      evidence.seen = { changedEnds: [], wrongBalances: ['ada'] }
    },
  },
  {
    name: 'a job that was charged twice',
    invariant: 'I2',
    spoil: ({ rows }) =>
      void rows.entries.push({ userId: 'ada', jobId: 'drawn', delta: -1, reason: 'CHARGE' }),
  },
  {
    name: 'a job that was never charged',
    invariant: 'I2',
    spoil: ({ rows }) => void rows.entries.splice(1, 1),
  },
  {
    name: 'a refund of more than was paid',
    invariant: 'I2',
    spoil: ({ rows }) =>
      void rows.entries.splice(4, 1, { userId: 'bob', jobId: 'failed', delta: 2, reason: 'REFUND' }),
  },
  {
    name: 'a failed job without its refund',
    invariant: 'I3',
    spoil: ({ rows }) => void rows.entries.pop(),
  },
  {
    name: 'a job that was refunded twice',
    invariant: 'I3',
    spoil: ({ rows }) =>
      void rows.entries.push({ userId: 'bob', jobId: 'failed', delta: 1, reason: 'REFUND' }),
  },
  {
    name: 'a refund beside a picture',
    invariant: 'I3',
    spoil: ({ rows }) =>
      void rows.entries.push({ userId: 'ada', jobId: 'drawn', delta: 1, reason: 'REFUND' }),
  },
  {
    name: 'two pictures of one job',
    invariant: 'I4',
    spoil: ({ rows }) => void rows.pictures.push({ id: 'other', jobId: 'drawn', userId: 'ada' }),
  },
  {
    name: 'a job that succeeded without a picture',
    invariant: 'I4',
    spoil: ({ rows }) => void rows.pictures.pop(),
  },
  {
    name: 'a picture of a job that failed',
    invariant: 'I4',
    spoil: ({ rows }) => void rows.pictures.push({ id: 'other', jobId: 'failed', userId: 'bob' }),
  },
  {
    name: 'a picture in somebody else’s hands',
    invariant: 'I4',
    spoil: ({ rows }) => void rows.pictures.splice(0, 1, { id: 'picture', jobId: 'drawn', userId: 'bob' }),
  },
  {
    name: 'an end that changed',
    invariant: 'I5',
    spoil: (evidence) => {
      evidence.seen = { changedEnds: ['drawn'], wrongBalances: [] }
    },
  },
  {
    name: 'a late worker that writes an end as well',
    invariant: 'I6',
    spoil: (evidence) => {
      evidence.steps = [
        ...evidence.steps,
        { pid: 9, step: 'job.settled', jobId: 'drawn', atMs: startMs + 900 },
      ]
    },
  },
  {
    name: 'a socket that gets a failure that did not happen',
    invariant: 'I7',
    spoil: (evidence) => {
      evidence.received = [hear({ status: 'FAILED' })]
    },
  },
  {
    name: 'a socket that gets another picture',
    invariant: 'I7',
    spoil: (evidence) => {
      evidence.received = [hear({ status: 'SUCCEEDED', generationId: 'other' })]
    },
  },
  {
    name: 'a socket that hears RUNNING after the end',
    invariant: 'I7',
    spoil: (evidence) => {
      evidence.received = [...evidence.received, hear({ status: 'RUNNING', progress: 80 })]
    },
  },
  {
    name: 'a model that is asked more often than there were attempts',
    invariant: 'I8',
    spoil: (evidence) => {
      evidence.modelCalls = new Map([['one', { calls: 2, unusable: 0 }]])
    },
  },
  {
    name: 'an event of another user’s job',
    invariant: 'I9',
    spoil: (evidence) => {
      evidence.received = [hear({ userId: 'bob' })]
    },
  },
  {
    name: 'an unfinished job',
    invariant: 'I10',
    spoil: (evidence) => {
      evidence.left = { unfinished: 1, queued: emptyQueue }
    },
  },
  {
    name: 'an entry that stays in the queue',
    invariant: 'I10',
    spoil: (evidence) => {
      evidence.left = { unfinished: 0, queued: { ...emptyQueue, active: 1 } }
    },
  },
  {
    name: 'an answer of 500',
    invariant: 'answers',
    spoil: ({ requests }) => void requests[0]?.answers.unshift(500),
  },
  {
    name: 'a refusal',
    invariant: 'answers',
    spoil: ({ requests }) => void Object.assign(requests[0] ?? {}, { refused: 402 }),
  },
  {
    name: 'a dead worker’s job that waits for more than 30 s',
    invariant: 'takeover',
    spoil: (evidence) => {
      evidence.interruptions = [{ jobId: 'drawn', atMs: startMs - 30_000 }]
    },
  },
]

function change(jobs: JobRow[], id: string, fields: Partial<JobRow>): void {
  for (const job of jobs) if (job.id === id) Object.assign(job, fields)
}

describe('the check', () => {
  it('finds nothing in a correct run', () => {
    expect(findViolations(describeGoodRun())).toEqual([])
  })

  it.each(breakages)('finds $name ($invariant)', ({ invariant, spoil }) => {
    const evidence = describeGoodRun()
    spoil(evidence)
    expect(findViolations(evidence).map((violation) => violation.invariant)).toContain(invariant)
  })

  it('allows a second job for a key whose first one failed before the client got an answer', () => {
    const evidence = describeGoodRun()
    const [drawn] = evidence.rows.jobs
    if (!drawn) throw new Error('no job')
    evidence.rows.jobs.push({ ...drawn, id: 'before', status: 'FAILED', generationId: null })
    evidence.rows.entries.push(
      { userId: 'ada', jobId: 'before', delta: -1, reason: 'CHARGE' },
      { userId: 'ada', jobId: 'before', delta: 1, reason: 'REFUND' },
    )
    expect(findViolations(evidence)).toEqual([])
  })

  it('allows a model call for an attempt that a stopping worker handed back', () => {
    const evidence = describeGoodRun()
    evidence.modelCalls = new Map([['one', { calls: 2, unusable: 0 }]])
    evidence.steps = [...evidence.steps, { pid: 3, step: 'job.handed_back', jobId: 'drawn', atMs: startMs }]
    expect(findViolations(evidence)).toEqual([])
  })
})

describe('recovery', () => {
  it('is measured from the last interruption to the end, and from earlier ones to the next claim', () => {
    const evidence = describeGoodRun()
    evidence.interruptions = [
      { jobId: 'drawn', atMs: startMs - 4_000 },
      { jobId: 'drawn', atMs: startMs + 100 },
    ]
    expect(measureRecoveries(evidence).map(({ recoveryMs }) => recoveryMs)).toEqual([4_000, 400])
  })

  it('does not count the time in which a server was down', () => {
    const evidence = describeGoodRun()
    evidence.interruptions = [{ jobId: 'drawn', atMs: startMs - 50_000 }]
    evidence.outages = [{ fromMs: startMs - 40_000, toMs: startMs - 1_000 }]
    expect(measureRecoveries(evidence).map(({ recoveryMs }) => recoveryMs)).toEqual([1_500])
  })

  it('never ends for a job that was not claimed again', () => {
    const evidence = describeGoodRun()
    change(evidence.rows.jobs, 'drawn', { status: 'RUNNING', finishedAtMs: null })
    evidence.interruptions = [{ jobId: 'drawn', atMs: startMs }]
    expect(measureRecoveries(evidence)).toEqual([{ jobId: 'drawn', recoveryMs: Number.POSITIVE_INFINITY }])
    expect(findViolations(evidence).map(({ invariant }) => invariant)).toContain('takeover')
  })
})
