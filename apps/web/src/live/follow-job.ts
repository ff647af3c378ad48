import { ApiError, call, type Job } from '../api/index.ts'
import { readSession, subscribeToSession } from '../session/index.ts'
import { isLive, type LiveEvent, onLive, readLastPreview } from './socket.ts'

/**
 * The known state of a job: `progress` 0 to 100 never decreases; `preview` is sanitised SVG; `job` is
 * complete once it has ended.
 */
export type JobStory = {
  status: Job['status']
  progress: number
  preview: string | undefined
  job: Job | undefined
  /** The balance after the end. */
  credits: number | undefined
}

/** Without a connection the job is polled; with one, rarely, because events may get lost. */
const asksEveryMs = { away: 1_500, connected: 10_000 }

/** How many followers jobs have. */
const followers = new Map<string, number>()

export const isFollowed = (jobId: string): boolean => followers.has(jobId)

/**
 * Reports the states of a job, first the current one, last its end. A job that does not exist is reported as
 * undefined.
 *
 * @returns a function that stops it.
 */
export function followJob(jobId: string, tell: (story: JobStory | undefined) => void): () => void {
  let story: JobStory = {
    status: 'QUEUED',
    progress: 0,
    preview: readLastPreview(jobId)?.svg,
    job: undefined,
    credits: undefined,
  }
  let isOver = false
  let isAsking = false
  let mustAskAgain = false
  let sequence = readLastPreview(jobId)?.sequence ?? -1
  let timer: ReturnType<typeof setTimeout> | undefined
  let isConnected = isLive()

  let isSomebody = readSession().kind === 'user'

  followers.set(jobId, (followers.get(jobId) ?? 0) + 1)
  const stopListening = onLive(hear)
  const stopWatching = subscribeToSession(watch)
  void ask()
  return stop

  function stop(): void {
    if (isOver) return
    isOver = true
    clearTimeout(timer)
    stopListening()
    stopWatching()
    const others = (followers.get(jobId) ?? 1) - 1
    if (others > 0) followers.set(jobId, others)
    else followers.delete(jobId)
  }

  /** Nothing is reported after the session has ended; a user who returns gets the current state. */
  function watch(): void {
    const wasSomebody = isSomebody
    isSomebody = readSession().kind === 'user'
    if (isSomebody && !wasSomebody) void ask()
  }

  function hear(event: LiveEvent): void {
    if (event.kind === 'connected' || event.kind === 'disconnected') {
      isConnected = event.kind === 'connected'
      void ask()
    } else if (event.kind === 'preview') {
      if (event.preview.jobId !== jobId || isOver) return
      // A new attempt starts at zero.
      if (event.preview.sequence < sequence && event.preview.sequence > 1) return
      sequence = event.preview.sequence
      change({ preview: event.preview.svg })
    } else if (event.update.jobId === jobId && !isOver) {
      const { status, progress = 0 } = event.update
      isConnected = true
      if (hasEnded(status)) void ask()
      else change({ status, progress: Math.max(progress, story.progress) })
    }
  }

  /** The row is the truth: the first and the last state come from it. */
  async function ask(): Promise<void> {
    if (isOver || !isSomebody) return
    // An answer in flight may be older than the event that caused the request.
    mustAskAgain = isAsking
    if (isAsking) return
    isAsking = true
    clearTimeout(timer)
    try {
      const { job, credits } = await call('GET /api/svg/generation-jobs/{id}', { params: { id: jobId } })
      if (isOver) return
      if (hasEnded(job.status)) {
        stop()
        change({ status: job.status, progress: 100, job, credits })
        return
      }
      change({ status: job.status, job })
    } catch (error) {
      if (error instanceof ApiError && error.status === 404 && !isOver) {
        stop()
        tell(undefined)
      }
    } finally {
      isAsking = false
    }
    if (isOver) return
    const waitMs = mustAskAgain ? 0 : isConnected ? asksEveryMs.connected : asksEveryMs.away
    timer = setTimeout(() => void ask(), waitMs)
  }

  function change(part: Partial<JobStory>): void {
    story = { ...story, ...part }
    tell(story)
  }
}

export const hasEnded = (status: Job['status']) => status === 'SUCCEEDED' || status === 'FAILED'
