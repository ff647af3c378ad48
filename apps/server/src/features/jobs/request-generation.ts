import { uuidv7 } from 'uuidv7'
import type { Moderation, PictureOptions, SvgStyle } from '../../models/index.ts'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import { inSpan } from '../../platform/traces/index.ts'
import type { Plan, Plans } from '../accounts/index.ts'
import type { AcceptJobs } from './accept-store.ts'
import { versionsMax } from './bounds.ts'
import { chooseSeeds, randomSeed } from './choose-seeds.ts'
import { findEditKey } from './edit-key-store.ts'
import type { EnqueueJob } from './enqueue-job.ts'
import { everyModelOff, jobErrors } from './errors.ts'
import { reachFailpoint } from './failpoints.ts'
import { findRefusal } from './find-refusal.ts'
import { type GenerationRequest, hashRequest } from './generation-request.ts'
import { generateSvgJob } from './jobs.ts'
import { jobsAccepted } from './metric-events.ts'
import type { SwitchableModels } from './model-switches.ts'
import { chooseOptions } from './picture-options.ts'
import { findJobsByKey, findSeedOfPicture, type JobRow, releaseOldKey } from './store.ts'
import { assertRoom } from './version-store.ts'

export type RequestGenerationDeps = {
  db: Db
  acceptJobs: AcceptJobs
  models: SwitchableModels
  moderation: Moderation
  enqueueJob: EnqueueJob
  plans: Plans
}

/** The jobs of a request, one or its variations in order. */
export type Accepted =
  | { jobs: JobRow[]; duplicate: false; credits: number }
  | { jobs: JobRow[]; duplicate: true }

const acceptAttemptsMax = 4
/** The value of `model` for traced pictures. */
const vectorizerModel = 'vectorizer'

/** A request that is accepted as a whole: pictures of one prompt, or of several. */
export type PicturesToAccept = {
  /** One for each picture. */
  prompts: readonly string[]
  style: string
  /** The id of a model; the registry says which one serves it. */
  model?: string | undefined
  privacy?: boolean | undefined
  options: PictureOptions | null
  /** One for each picture. Without them, any seeds are used. */
  seeds?: readonly number[]
  /** Of a set. */
  setId?: string
  /** The picture that the jobs change. */
  parentId?: string
  requestHash: string
}

export type Asking = { userId: string; plan: Plan; requestId: string; apiKeyId?: string | undefined }

/**
 * Accepts one picture, or variations of one, as `acceptPictures` says. Variations differ from each other if
 * the model can draw the sentence in enough ways.
 *
 * @throws AppError those of `describeGeneration` and `acceptPictures`.
 */
export async function requestGeneration(
  deps: RequestGenerationDeps,
  caller: Asking,
  request: GenerationRequest,
  idempotencyKey?: string,
): Promise<Accepted> {
  const pictures = await describeGeneration(deps, caller, request)
  // Those that differ from a picture are chosen already.
  const seeds =
    request.variationOf === undefined && (request.count ?? 1) > 1
      ? await findSeeds(deps, request, pictures.options, undefined)
      : pictures.seeds
  return acceptPictures(deps, caller, { ...pictures, ...(seeds && { seeds }) }, idempotencyKey)
}

/**
 * The pictures of a request for one picture or variations of one, with seeds if they must differ from another
 * picture.
 *
 * @throws AppError `invalid_canvas`; with `variationOf` also `varied_picture_not_found`, and
 * `no_more_variations` if there are fewer that differ from that picture.
 */
export async function describeGeneration(
  deps: RequestGenerationDeps,
  caller: Asking,
  request: GenerationRequest,
): Promise<PicturesToAccept> {
  const { prompt, style, model, privacy, count = 1, variationOf } = request
  const options = chooseOptions(request)
  const requestHash = hashRequest(request, options)
  const prompts = Array.from({ length: count }, () => prompt)
  const beside = variationOf === undefined ? undefined : await readSeed(deps.db, caller.userId, variationOf)
  const seeds = beside === undefined ? [] : await findSeeds(deps, request, options, beside)
  if (beside !== undefined && seeds.length < count)
    throw new AppError(jobErrors.no_more_variations, { members: { possible: seeds.length } })
  return { prompts, style, model, privacy, options, requestHash, seeds }
}

async function readSeed(db: Db, userId: string, pictureId: string): Promise<number> {
  const seed = isUuid(pictureId) ? await findSeedOfPicture(db, userId, pictureId) : undefined
  if (seed === undefined) throw new AppError(jobErrors.varied_picture_not_found)
  return seed
}

async function findSeeds(
  { models }: RequestGenerationDeps,
  { prompt, style, model, count = 1 }: GenerationRequest,
  options: PictureOptions | null,
  beside: number | undefined,
): Promise<number[]> {
  const resolved = (await models.read()).resolve(model)
  if ('unknown' in resolved) return []
  return chooseSeeds(resolved.model, { ...options, prompt, style: style as SvgStyle }, count, beside)
}

/**
 * Accepts pictures. Their jobs, the debit and the ledger entries are one statement, so all of them exist or
 * none. The jobs are enqueued after the commit. A process that dies in between leaves rows that the sweeper
 * finds.
 *
 * @param idempotencyKey identifies the request: a second request with the key returns the same jobs.
 * @throws AppError `forbidden_prompt` where moderation says so, `insufficient_credits`, `key_limit_reached`,
 * `daily_limit_reached`, `too_many_failures`, `too_many_jobs`, `too_many_versions`, `idempotency_key_reused`.
 */
export async function acceptPictures(
  deps: RequestGenerationDeps,
  caller: Asking,
  toAccept: PicturesToAccept,
  idempotencyKey?: string,
): Promise<Accepted> {
  const { db } = deps
  const {
    prompts,
    style,
    model,
    privacy = false,
    options,
    seeds = [],
    setId,
    parentId,
    requestHash,
  } = toAccept
  const { servedAs, credits: modelCredits } = await resolveModel(deps, toAccept)
  await moderate(deps.moderation, prompts)
  const { userId, requestId, apiKeyId } = caller
  const terms = deps.plans[caller.plan]
  const price = terms.creditsPerPicture * modelCredits

  const accept = (traceParent: string | null) =>
    deps.acceptJobs({
      pictures: prompts.map((prompt, at) => ({
        id: uuidv7(),
        chargeId: uuidv7(),
        prompt,
        seed: seeds[at] ?? randomSeed(),
      })),
      setId,
      noticeId: uuidv7(),
      userId,
      style,
      model: servedAs,
      requestedModel: model ?? null,
      privacy,
      options,
      kind: kindOf(toAccept),
      parentId: parentId ?? null,
      idempotencyKey: idempotencyKey ?? null,
      requestHash,
      requestId,
      apiKeyId,
      traceParent,
      amount: price,
      countsToday: true,
      perDayMax: terms.picturesPerDayMax,
      unfinishedMax: terms.unfinishedJobsMax,
      uselessMax: terms.uselessPerDayMax,
      versionsMax,
    })
  for (let attempt = 0; attempt < acceptAttemptsMax; attempt += 1) {
    reachFailpoint('accept.asked')
    const outcome = await inSpan(acceptance, ({ traceParent = null }) => accept(traceParent))
    if (outcome.kind === 'accepted') {
      const { jobs, credits } = outcome
      const charged = price * jobs.length
      jobsAccepted.publish({ model: servedAs, jobs: jobs.length, credits: charged })
      for (const job of jobs) {
        reachFailpoint('accept.committed', { jobId: job.id })
        void deps.enqueueJob(job)
      }
      return { jobs, duplicate: false, credits }
    }
    // The key is checked first: a repeated request gets its jobs even when no credit is left for another job.
    const repeated = await findRepeated(db, userId, idempotencyKey, requestHash)
    if (repeated) return repeated
    if (idempotencyKey && (await findEditKey(db, userId, idempotencyKey)))
      throw new AppError(jobErrors.idempotency_key_reused)
    const reason =
      outcome.kind === 'refused'
        ? await findRefusal(db, caller, { count: prompts.length, price }, terms)
        : undefined
    if (reason) throw reason
    if (parentId !== undefined) await assertRoom(db, parentId, userId)
    // The obstacle is gone: a key of a job that is a day old or has just failed, or a balance that a refund
    // has just increased.
  }
  throw new AppError(platformErrors.service_unavailable, { headers: { 'retry-after': '1' } })
}

/**
 * The model that would draw.
 *
 * @throws AppError `service_unavailable` if no model can draw.
 */
async function resolveModel(
  { models }: RequestGenerationDeps,
  { options, model }: PicturesToAccept,
): Promise<{ servedAs: string; credits: number }> {
  const resolved = options?.trace
    ? { servedAs: vectorizerModel, credits: 1 }
    : (await models.read()).resolve(model)
  if ('unknown' in resolved) throw new AppError(everyModelOff, { headers: { 'retry-after': '60' } })
  return resolved
}

/**
 * Checks whether `acceptPictures` would accept the pictures now. Nothing is written, and no vendor is asked:
 * prompts are checked by the deny-list alone.
 *
 * @throws AppError as `acceptPictures` would.
 */
export async function checkAcceptance(
  deps: RequestGenerationDeps,
  caller: Asking,
  toAccept: PicturesToAccept,
): Promise<void> {
  const { credits } = await resolveModel(deps, toAccept)
  const { prompts, parentId } = toAccept
  const terms = deps.plans[caller.plan]
  const price = terms.creditsPerPicture * credits
  if (prompts.some((prompt) => !deps.moderation.checkWords(prompt).allowed))
    throw new AppError(jobErrors.forbidden_prompt)
  const reason = await findRefusal(deps.db, caller, { count: prompts.length, price }, terms)
  if (reason) throw reason
  if (parentId !== undefined) await assertRoom(deps.db, parentId, caller.userId)
}

/** A set has requirements that a worker must not ignore. */
function kindOf({ parentId, options }: PicturesToAccept): JobRow['kind'] {
  if (parentId !== undefined) return 'change'
  if (options?.trace) return 'trace'
  return options?.set ? 'set' : 'draw'
}

async function moderate(moderation: Moderation, prompts: readonly string[]): Promise<void> {
  const verdicts = await Promise.all([...new Set(prompts)].map((prompt) => moderation.check(prompt)))
  if (verdicts.some(({ allowed }) => !allowed)) throw new AppError(jobErrors.forbidden_prompt)
}

/**
 * The jobs of an earlier request with this key.
 *
 * @throws AppError `idempotency_key_reused` when that request was another one.
 */
export async function findRepeated(
  db: Db,
  userId: string,
  key: string | undefined,
  requestHash: string,
): Promise<Accepted | undefined> {
  if (!key || (await releaseOldKey(db, userId, key))) return undefined
  const jobs = await findJobsByKey(db, userId, key)
  if (jobs.length === 0) return undefined
  if (jobs.every((job) => job.requestHash === requestHash)) return { jobs, duplicate: true }
  throw new AppError(jobErrors.idempotency_key_reused)
}

/**
 * In the terms of the semantic conventions the row is the message; its queue entry only says that there is
 * one.
 */
const acceptance = {
  name: `create ${generateSvgJob.name}`,
  kind: 'producer',
  attributes: {
    'messaging.system': 'bullmq',
    'messaging.operation.name': 'create',
    'messaging.operation.type': 'create',
    'messaging.destination.name': generateSvgJob.name,
  },
} as const
