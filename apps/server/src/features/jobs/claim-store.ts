import { sql } from 'drizzle-orm'
import type { PictureOptions } from '../../models/index.ts'
import { batchCalls, type Db, defineStatement, type Tx, wasRolledBack } from '../../platform/db/index.ts'
import { inSpan, isTraced } from '../../platform/traces/index.ts'
import { reachFailpoint } from './failpoints.ts'
import type { JobKind } from './job-lease-store.ts'
import type { Leases } from './keep-lease.ts'
import { jobKinds } from './tables.ts'

/** A job that this worker holds as long as it renews the lease. */
export type ClaimedJob = {
  id: string
  userId: string
  prompt: string
  style: string
  model: string
  /** Null if the request named none. */
  requestedModel: string | null
  privacy: boolean
  options: PictureOptions | null
  /** The picture that the job changes. */
  parentId: string | null
  seed: number
  requestId: string | null
  traceParent: string | null
  attempts: number
  leaseToken: string
  /** Credits that were charged for it. */
  price: number
  /** Milliseconds that earlier attempts ran. */
  ranMs: number
  /** Milliseconds since its acceptance, and since its first claim, by the database's clock at this claim. */
  ageMs: number
  startedMsAgo: number
}

/** The claim of one job. `queuedJobId` is the job of the queue entry that led to it. */
type Claim = { queuedJobId: string; leaseToken: string }

/** Claims a job, or none if nothing is due; see `claimJob`. */
export type ClaimJob = (claim: Claim) => Promise<ClaimedJob | undefined>

const claims = defineStatement<
  { queuedJobIds: string[]; leaseTokens: string[]; leaseMs: number; kinds: readonly JobKind[] },
  ClaimedJob
>(
  'claim_jobs',
  ({ queuedJobIds, leaseTokens, leaseMs, kinds }) => sql`
  select id, user_id as "userId", prompt, style, model, requested_model as "requestedModel", privacy, options, parent_id as "parentId", seed, request_id as "requestId", trace_parent as "traceParent", attempts, lease_token as "leaseToken",
    price, ran_ms as "ranMs", (extract(epoch from now() - created_at) * 1000)::float8 as "ageMs", (extract(epoch from now() - started_at) * 1000)::float8 as "startedMsAgo"
  from claim_next_jobs(${queuedJobIds}::uuid[], ${leaseTokens}::uuid[], make_interval(secs => ${leaseMs}::float8 / 1000), ${kinds}::text[]) claimed
    cross join lateral (select (claimed.job).*) job`,
)

/**
 * Claims nothing while the queue is paused. Otherwise it claims a job whose worker is dead, or else the next
 * of all jobs that are queued and due: an entry says that there is work, not which job. The claim counts the
 * attempt, so that a job which kills its worker every time ends.
 *
 * @param kinds those that the worker knows; it leaves other jobs to others.
 */
export async function claimJob(
  db: Db | Tx,
  queuedJobId: string,
  leaseToken: string,
  leaseMs: number,
  kinds: readonly JobKind[] = jobKinds,
): Promise<ClaimedJob | undefined> {
  const [job] = await claimJobs(db, [{ queuedJobId, leaseToken }], leaseMs, kinds)
  return job
}

/** The maximum of jobs that one statement claims. */
const claimsMax = 32
/** How long a claim waits for those of other slots, while pictures are drawn in these. */
const waitMs = 10

/**
 * Claims as `claimJob` does. Claims of one moment go together in one statement, which gives out as many jobs
 * as there are claims, in the order of the queue. They wait for others until those of half the slots are
 * there, so that the pictures of the other half keep the threads busy meanwhile. If the database rolled that
 * statement back, each of its claims gets a statement of its own.
 *
 * @param slots jobs that this worker runs at once.
 * @param leases those of the process: while no picture is drawn, a claim does not wait for others.
 */
export function createClaimJob(
  db: Db,
  leaseMs: number,
  kinds: readonly JobKind[],
  slots: number,
  leases: Pick<Leases, 'drawing'>,
): ClaimJob {
  const claimTogether = batchCalls(claimAll, claimsMax, {
    waitMs,
    isWhole: (waiting) => leases.drawing === 0 || waiting >= slots / 2,
  })

  async function claimAll(wanted: Claim[]) {
    reachFailpoint('claim.asked', { jobId: wanted[0]?.queuedJobId ?? '' })
    const jobs = await claimJobs(db, wanted, leaseMs, kinds).catch((error: unknown) => {
      if (!wasRolledBack(error)) throw error
      return undefined
    })
    const [first] = jobs ?? []
    if (first) reachFailpoint('claim.committed', { jobId: first.id })
    const byToken = new Map(jobs?.map((job) => [job.leaseToken, job]))
    return new Map(wanted.map((claim) => [claim, jobs && { job: byToken.get(claim.leaseToken) }] as const))
  }

  const claimOne: ClaimJob = async (claim) => {
    const shared = await claimTogether(claim)
    return shared ? shared.job : claimJob(db, claim.queuedJobId, claim.leaseToken, leaseMs, kinds)
  }
  return (claim) => (isTraced() ? inSpan({ name: 'claim_jobs' }, () => claimOne(claim)) : claimOne(claim))
}

function claimJobs(
  db: Db | Tx,
  wanted: readonly Claim[],
  leaseMs: number,
  kinds: readonly JobKind[],
): Promise<ClaimedJob[]> {
  const queuedJobIds = wanted.map(({ queuedJobId }) => queuedJobId)
  const leaseTokens = wanted.map(({ leaseToken }) => leaseToken)
  return claims.run(db, { queuedJobIds, leaseTokens, leaseMs, kinds })
}
