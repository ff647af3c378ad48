import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call, type Job } from '../api/index.ts'
import { onAnyJob } from '../live/index.ts'

/** A job without a picture: one that has not ended, or that failed. `progress` 0 to 100. */
export type PendingJob = Job & { progress: number }

const jobsKey = ['jobs', 'pending']
/** How often unfinished jobs are read without a socket. */
const askedEveryMs = 10_000
const failedShownMs = 24 * 60 * 60_000
const failedMax = 6

/** The user's jobs that wait, run, or failed within a day and were not dismissed. */
export function usePendingJobs(isEnabled: boolean): { jobs: PendingJob[]; dismiss: (id: string) => void } {
  const queries = useQueryClient()
  const [progress, setProgress] = useState<ReadonlyMap<string, number>>(new Map())
  const [away, setAway] = useState(readDismissed)
  const { data } = useQuery({
    queryKey: jobsKey,
    queryFn: ({ signal }) => fetchPendingJobs(signal),
    enabled: isEnabled,
    refetchInterval: ({ state }) => (state.data?.some(isUnfinished) ? askedEveryMs : false),
  })

  useEffect(
    () =>
      onAnyJob((update) => {
        setProgress((known) => new Map(known).set(update.jobId, update.progress ?? 0))
        const known = queries.getQueryData<Job[]>(jobsKey)?.find(({ id }) => id === update.jobId)
        if (known?.status !== update.status) void queries.invalidateQueries({ queryKey: jobsKey })
      }),
    [queries],
  )

  const jobs = (data ?? [])
    .filter((job) => isUnfinished(job) || (isLate(job) && !away.includes(job.id)))
    .map((job) => ({ ...job, progress: progress.get(job.id) ?? 0 }))
  return {
    jobs,
    dismiss(id) {
      setAway((known) => {
        const next = [id, ...known].slice(0, dismissedMax)
        localStorage.setItem(dismissedKey, JSON.stringify(next))
        return next
      })
    },
  }
}

export const isUnfinished = ({ status }: Job): boolean => status === 'QUEUED' || status === 'RUNNING'

async function fetchPendingJobs(signal: AbortSignal): Promise<Job[]> {
  const answers = await Promise.all(
    (['RUNNING', 'QUEUED', 'FAILED'] as const).map((status) =>
      call('GET /api/svg/generation-jobs', {
        query: { status, limit: status === 'FAILED' ? failedMax : 20 },
        signal,
      }),
    ),
  )
  const [running = [], queued = [], failed = []] = answers.map(({ jobs }) => jobs)
  // A user who cancelled a job need not be told that it failed.
  return [...running, ...queued, ...failed.filter(({ errorCode }) => errorCode !== 'CANCELLED')]
}

const isLate = ({ finishedAt }: Job) =>
  finishedAt !== null && Date.now() - Date.parse(finishedAt) < failedShownMs

const dismissedKey = 'chatsvg.put-away'
const dismissedMax = 50

function readDismissed(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(dismissedKey) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}
