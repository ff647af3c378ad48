import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { identityOf } from '../../platform/http/index.ts'
import type { KeyAuthentication, Scope } from '../api-keys/index.ts'
import { type CancelGenerationDeps, cancelGeneration, hasEnded, type WaitForJobs } from '../jobs/index.ts'
import { type PresentJobsDeps, presentJobs } from './present.ts'
import { describeTask, findTaskJobs, type TaskJobs } from './task-jobs.ts'
import type { FollowedTasks } from './task-notifications.ts'
import type { TaskSource, TaskState } from './tasks.ts'
import type { Call } from './tool.ts'

export type JobTasksDeps = PresentJobsDeps & {
  db: Db
  authentication: KeyAuthentication
  cancelling: CancelGenerationDeps
  waitForJobs: WaitForJobs
}

/** A client that follows tasks for longer subscribes again. */
const followMs = 3_600_000

/**
 * The tasks of a caller: the jobs of each request. The id is that of the job, or that of the set or of the
 * batch if the request has several.
 */
export function createJobTasks(deps: JobTasksDeps, call: Call): TaskSource & FollowedTasks {
  const { db, authentication, cancelling, waitForJobs } = deps
  const { userId, plan, apiKeyId } = call.caller

  async function findFor(taskId: string, method: string, scope: Scope): Promise<TaskJobs | undefined> {
    const jobs = await findTaskJobs(db, userId, taskId)
    // The key that has used a tool may also use its tasks, but not those of other keys.
    const isOwn = jobs?.every(({ job }) => job.apiKeyId === apiKeyId)
    const ofTool = jobs?.[0].job.kind === 'change' ? 'edits' : 'pictures:write'
    try {
      authentication.requireScope(call.req, `MCP ${method}`, isOwn ? [scope, ofTool] : [scope])
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      throw new ProtocolError(ProtocolErrorCode.InvalidRequest, error.message, { code: error.code })
    }
    return jobs
  }

  return {
    async find(taskId) {
      const jobs = await findFor(taskId, 'tasks/get', 'pictures:read')
      return jobs && presentTask(deps, call, jobs)
    },
    async cancel(taskId) {
      const jobs = await findFor(taskId, 'tasks/cancel', 'pictures:write')
      for (const { job } of jobs ?? []) {
        if (hasEnded(job)) continue
        // It may have been finished meanwhile.
        await cancelGeneration(cancelling, { userId, plan, jobId: job.id }).catch((error: unknown) => {
          if (!(error instanceof AppError)) throw error
        })
      }
      return jobs !== undefined
    },
    async follow(taskIds, onChange) {
      const taskOf = new Map<string, string>()
      for (const taskId of taskIds)
        for (const { job } of (await findTaskJobs(db, userId, taskId)) ?? []) taskOf.set(job.id, taskId)
      const statuses = new Map<string, string>()
      const onUpdate = ({ jobId, status }: { jobId: string; status: string }) => {
        const taskId = taskOf.get(jobId)
        if (taskId === undefined || statuses.get(jobId) === status) return
        statuses.set(jobId, status)
        onChange(taskId)
      }
      const identity = identityOf(call.caller)
      const jobs = { identity, jobIds: [...taskOf.keys()], waitMs: followMs, onUpdate }
      await waitForJobs(jobs, call.reply.raw)
    },
  }
}

/** A task that has not ended has no result. */
async function presentTask(deps: PresentJobsDeps, call: Call, jobs: TaskJobs): Promise<TaskState> {
  const about = describeTask(jobs)
  if (jobs.some(({ job }) => !hasEnded(job))) return { ...about, status: 'working' }
  if (jobs.every(({ job }) => job.errorCode === 'CANCELLED')) return { ...about, status: 'cancelled' }
  return { ...about, status: 'completed', result: await presentJobs(deps, call, jobs) }
}
