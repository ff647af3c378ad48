import { hasEnded, type JobSnapshot, unknownJob } from '@chatsvg/client'
import { useEffect, useRef, useState } from 'react'
import { call, createIdempotencyKey, describeProblem, type JobReport } from '../api/index.ts'
import { announce, notify } from '../design/index.ts'
import { followJob } from '../live/index.ts'
import { setBalance } from '../session/index.ts'

/** The result of a sentence. `report` lists what was not done. */
export type ChangeResult = { instruction: string; report: JobReport | undefined }

export type ChangeJob = {
  isRunning: boolean
  /** 0 to 100. */
  progress: number
  /** The current step, in words. */
  words: string
  /** Why the last sentence changed nothing. */
  failure: string | undefined
  start: (pictureId: string, instruction: string) => Promise<void>
  stop: () => void
}

type Running = { jobId: string | undefined; snapshot: JobSnapshot }

/** Changes a picture by a sentence: a job that is followed to its end. */
export function useChangeJob(onDone: (versionId: string, result: ChangeResult) => void): ChangeJob {
  const [running, setRunning] = useState<Running>()
  const [failure, setFailure] = useState<string>()
  const stopFollowing = useRef(() => {})
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

  async function start(pictureId: string, instruction: string): Promise<void> {
    setFailure(undefined)
    setRunning({ jobId: undefined, snapshot: unknownJob })
    announce('Changing the picture')
    try {
      const accepted = await call('POST /api/svg/{id}/edits', {
        params: { id: pictureId },
        body: { instruction },
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
    } catch (error) {
      end()
      setFailure(describeProblem(error))
    }
  }

  function stop(): void {
    const jobId = running?.jobId
    if (jobId === undefined) return
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
