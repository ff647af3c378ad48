import { uuidv7 } from 'uuidv7'
import { type Db, isUuid, type Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import {
  acceptJobs,
  type EnqueueJob,
  everyModelOff,
  jobErrors,
  type SwitchableModels,
} from '../jobs/index.ts'
import { type ActBy, findRetryOf, recordAct } from './act-store.ts'
import { administrationErrors, jobOfSuspended } from './errors.ts'
import { type AdminJobRow, readJob } from './read-jobs.ts'
import { whenNotBusy } from './when-not-busy.ts'

export type RetryJobDeps = { db: Db; models: SwitchableModels; enqueueJob: EnqueueJob }

/**
 * Creates a successor of a failed job with the same parameters, for its owner. The owner pays nothing: its
 * charge is an entry of 0, and so is the refund if it fails as well. It does not count towards the daily
 * limit. It is not refused because of too many unfinished pictures, but counts as one of them until it ends.
 * A job has one successor: a repeated call returns that one.
 *
 * @throws AppError `job_not_found`; `job_not_failed`; `account_suspended` for a job of a suspended user.
 */
export async function retryJob(
  deps: RetryJobDeps,
  jobId: string,
  by: ActBy,
): Promise<{ job: AdminJobRow; replayed: boolean }> {
  const { db, enqueueJob } = deps
  const failed = isUuid(jobId) ? await readJob(db, jobId) : undefined
  if (!failed) throw new AppError(jobErrors.job_not_found)
  // A job that has ended stays ended, so what is read before the transaction is still true in it.
  if (failed.status !== 'FAILED') throw new AppError(administrationErrors.job_not_failed)
  const model = await chooseModel(deps.models, failed)
  const accepted = await whenNotBusy(() => db.transaction((tx) => accept(tx, failed, model, by))).catch(
    (error: unknown) => {
      if (error instanceof AlreadyRetried) return undefined
      throw error
    },
  )
  if (accepted) {
    void enqueueJob(accepted)
    return { job: await readSuccessor(db, accepted.id), replayed: false }
  }
  const earlier = await findRetryOf(db, jobId)
  return { job: await readSuccessor(db, String(earlier?.details.successor)), replayed: true }
}

class AlreadyRetried extends Error {}

async function accept(tx: Tx, failed: AdminJobRow, model: string, by: ActBy) {
  const { userId, prompt, style, privacy, options, kind, parentId, requestedModel, requestHash, seed } =
    failed
  const id = uuidv7()
  const outcome = await acceptJobs(tx, {
    userId,
    style,
    model,
    requestedModel: requestedModel ?? (model === failed.model ? null : failed.model),
    privacy,
    options,
    kind,
    parentId,
    requestHash,
    idempotencyKey: null,
    traceParent: null,
    requestId: by.requestId,
    pictures: [{ id, chargeId: uuidv7(), prompt, seed }],
    noticeId: uuidv7(),
    amount: 0,
    countsToday: false,
    perDayMax: null,
    unfinishedMax: null,
    uselessMax: null,
    versionsMax: null,
  })
  if (outcome.kind !== 'accepted') throw new AppError(jobOfSuspended)
  // The database lets one retry of a job be written; a second one undoes what it has accepted.
  const isFirst = await recordAct(tx, by, {
    action: 'job.retry',
    subject: { kind: 'job', id: failed.id },
    details: { userId, successor: id },
  })
  if (!isFirst) throw new AlreadyRetried()
  return { id, attempts: 0, requestId: by.requestId }
}

/** The model of the failed job if it is available; otherwise the model that a new request would get. */
async function chooseModel(models: SwitchableModels, { model, options }: AdminJobRow): Promise<string> {
  // No model traces an image, so none can be gone or disabled.
  if (options?.trace) return model
  const current = await models.read()
  for (const modelId of [model, undefined]) {
    const resolved = current.resolve(modelId)
    if (!('unknown' in resolved)) return resolved.servedAs
  }
  throw new AppError(everyModelOff, {
    headers: { 'retry-after': '60' },
  })
}

async function readSuccessor(db: Db, jobId: string): Promise<AdminJobRow> {
  const job = await readJob(db, jobId)
  // The job was deleted with its owner at this moment.
  if (!job) throw new AppError(jobErrors.job_not_found)
  return job
}
