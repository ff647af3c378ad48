import {
  cancelJobByHand,
  listJobs,
  presentEntry,
  presentJobInFull,
  presentListedJob,
  readJobEntries,
  retryJob,
  showJob,
} from '@chatsvg/server/features/administration'
import { jobErrorCodes, jobStatuses } from '@chatsvg/server/features/jobs'
import { type AdminCommand, done, pageOptions, reasonOption } from './command.ts'
import { renderFields, renderPageEnd, renderTable } from './table.ts'

type ShownJob = ReturnType<typeof presentListedJob>

/** The length of a prompt in a table. */
const promptCharsMax = 40

export const jobCommands: AdminCommand[] = [
  {
    name: 'job list',
    options: {
      status: jobStatuses.join(', '),
      user: 'id of its owner',
      model: 'id of its model',
      error: jobErrorCodes.join(', '),
      ...pageOptions,
    },
    purpose: 'Searches jobs, the newest first.',
    async run({ openDatabase, options }) {
      const { db } = await openDatabase()
      const { user: userId, error: errorCode, ...others } = options
      const filter = { ...others, ...(userId && { userId }), ...(errorCode && { errorCode }) }
      const { rows, nextCursor } = await listJobs(db, filter)
      const jobs = rows.map(presentListedJob)
      return done({ jobs, nextCursor }, renderJobs(jobs) + renderPageEnd(nextCursor))
    },
  },
  {
    name: 'job show',
    operands: ['<id>'],
    purpose: 'Shows a job, with its lease, what it has used, and its entries in the ledger.',
    async run({ openDatabase, operands }) {
      const { db } = await openDatabase()
      const job = presentJobInFull(await showJob(db, operands[0] ?? ''))
      const entries = (await readJobEntries(db, job.id)).map(presentEntry)
      const rows = entries.map(({ createdAt, delta, reason }) => [createdAt, String(delta), reason])
      return done(
        { job, entries },
        [renderFields(job), renderTable(['at', 'credits', 'entry'], rows)].join('\n\n'),
      )
    },
  },
  {
    name: 'job retry',
    operands: ['<id>'],
    options: reasonOption,
    purpose: 'Tries a failed job again, as a new job of its owner, who pays nothing.',
    details: 'A job has one successor: asked again, that is the answer.',
    async run({ openDatabase, openReach, operands, by }) {
      const { db } = await openDatabase()
      const { jobs } = await openReach()
      const { models, enqueueJob } = jobs
      const { job, replayed } = await retryJob({ db, models, enqueueJob }, operands[0] ?? '', by)
      const shown = presentJobInFull(job)
      const text = replayed ? 'It was tried again before, as this job.' : 'It is tried again, as this job.'
      return done({ job: shown, replayed }, `${text}\n\n${renderJobs([shown])}`)
    },
  },
  {
    name: 'job cancel',
    operands: ['<id>'],
    options: reasonOption,
    purpose: 'Ends a job that has not ended, with its credit back.',
    async run({ openDatabase, openReach, operands, confirm, by }) {
      const { db } = await openDatabase()
      const { id, status } = await showJob(db, operands[0] ?? '')
      if (status === 'QUEUED' || status === 'RUNNING') await confirm(`Cancel job ${id}, which is ${status}?`)
      const { jobs } = await openReach()
      const job = presentJobInFull(await cancelJobByHand({ db, effects: jobs.cancelEffects }, id, by))
      return done({ job }, renderJobs([job]))
    },
  },
]

const renderJobs = (jobs: ShownJob[]) =>
  renderTable(
    ['id', 'owner', 'status', 'error', 'model', 'attempts', 'created', 'prompt'],
    jobs.map((job) => [
      job.id,
      job.email,
      job.status,
      job.errorCode ?? '-',
      job.model,
      String(job.attempts),
      job.createdAt,
      shorten(job.prompt),
    ]),
  )

const shorten = (prompt: string) =>
  prompt.length > promptCharsMax ? `${prompt.slice(0, promptCharsMax - 1)}…` : prompt
