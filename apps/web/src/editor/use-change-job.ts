import { hasEnded, type JobSnapshot, unknownJob } from '@chatsvg/client'
import { useEffect, useRef, useState } from 'react'
import { call, createIdempotencyKey, describeProblem, type JobReport } from '../api/index.ts'
import { announce, notify } from '../design/index.ts'
import { followJob } from '../live/index.ts'
import { setBalance } from '../session/index.ts'

/** The result of a sentence. `report` lists what was not done. */
export type ChangeResult = { instruction: string; report: JobReport | undefined }

/** `id`: of the picture. `model`: undefined means the default of the service. */
type Wanted = { id: string; instruction: string; model: string | undefined }

export type ChangeJob = {
  isRunning: boolean
  /** 0 to 100. */
  progress: number
  /** The current step, in words. */
  words: string
  /** Why the last sentence changed nothing. */
  failure: string | undefined
  start: (wanted: Wanted) => Promise<void>
  stop: () => void
}

type Running = { jobId: string | undefined; snapshot: JobSnapshot }

/** Changes a picture by a sentence: a job that is followed to its end. */
export function useChangeJob(onDone: (versionId: string, result: ChangeResult) => void): ChangeJob {
  const [running, setRunning] = useState<Running>()
  const [failure, setFailure] = useState<string>()
  const stopFollowing = useRef(() => {})
  /** Whether the user stopped the change before the service had answered. */
  const isStopped = useRef(false)
  useEffect(() => () => stopFollowing.current(), [])

  function end(): void {
    stopFollowing.current()
    setRunning(undefined)
  }

  function update(jobId: string, instruction: string, snapshot: JobSnapshot): void {
    if (!hasEnded(snapshot)) {
      setRunning({ jobId, snapshot })
      return
    }
    end()
    const { job, credits } = snapshot
    if (credits !== undefined) setBalance(credits)
    if (job?.generationId) onDone(job.generationId, { instruction, report: job.report })
    else setFailure(job?.errorMessage ?? 'The picture could not be changed.')
  }

  async function start({ id, instruction, model }: Wanted): Promise<void> {
    setFailure(undefined)
    setRunning({ jobId: undefined, snapshot: unknownJob })
    isStopped.current = false
    announce('Changing the picture')
    try {
      const accepted = await call('POST /api/svg/{id}/edits', {
        params: { id },
        body: { instruction, ...(model !== undefined && { model }) },
        idempotencyKey: createIdempotencyKey(),
      })
      if (!('job' in accepted) || !accepted.job) throw new Error('a sentence was answered without a job')
      const { job, credits } = accepted
      if (credits !== undefined) setBalance(credits)
      stopFollowing.current = followJob(
        job.id,
        (snapshot) => update(job.id, instruction, snapshot),
        () => end(),
      )
      if (isStopped.current) cancel(job.id)
    } catch (error) {
      end()
      setFailure(describeProblem(error))
    }
  }

  function stop(): void {
    isStopped.current = true
    if (running?.jobId !== undefined) cancel(running.jobId)
  }

  function cancel(jobId: string): void {
    call('POST /api/svg/generation-jobs/{id}/cancel', { params: { id: jobId } })
      .then(({ credits }) => setBalance(credits))
      .catch((error: unknown) => notify(describeProblem(error)))
  }

  return {
    isRunning: running !== undefined,
    progress: running?.snapshot.progress ?? 0,
    words: describe(running?.snapshot),
    failure,
    start,
    stop,
  }
}

function describe(snapshot: JobSnapshot | undefined): string {
  if (!snapshot || snapshot === unknownJob) return 'Sending your sentence'
  if (snapshot.preview !== undefined) return 'Changing'
  return snapshot.status === 'RUNNING' ? 'Thinking about it' : 'Waiting for its turn'
}
