import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type Answer, call, createIdempotencyKey, type Job } from '../api/index.ts'
import { onAnyJob, reportWatched } from '../live/index.ts'
import { loadSession, setBalance } from '../session/index.ts'
import { listPrompts, type SetDraft } from './set-state.ts'

export type PictureSet = Answer<'GET /api/svg/sets/{id}'>

/** Delay before an unfinished set is read again: after an event of its jobs, or without events. */
const readAfterMs = 400
const readEveryMs = 5_000

const hasEnded = ({ status }: Pick<Job, 'status'>) => status === 'SUCCEEDED' || status === 'FAILED'
export const isSetDone = ({ set }: PictureSet): boolean => set.succeeded + set.failed === set.total

/** Requests the pictures of a set. @returns the id of the set. */
export async function requestSet(
  { lines, style, palette, strokeWidth }: SetDraft,
  { model, privacy }: { model: string | undefined; privacy: boolean },
): Promise<string> {
  const { set, credits } = await call('POST /api/svg/sets', {
    body: {
      prompts: listPrompts(lines),
      style,
      privacy,
      ...(palette.length > 0 && { palette: [...palette] }),
      ...(strokeWidth !== undefined && { strokeWidth }),
      ...(model !== undefined && { model }),
    },
    idempotencyKey: createIdempotencyKey(),
  })
  if (credits !== undefined) setBalance(credits)
  return set.id
}

/** Cancels the pictures that are not drawn yet; finished ones stay. */
export async function stopSet({ jobs }: PictureSet): Promise<void> {
  await Promise.allSettled(
    jobs
      .filter((job) => !hasEnded(job))
      .map(({ id }) => call('POST /api/svg/generation-jobs/{id}/cancel', { params: { id } })),
  )
  await loadSession()
}

/** A set and its pictures, read again while they are drawn. */
export function useSet(id: string | undefined) {
  const queries = useQueryClient()
  const query = useQuery({
    queryKey: ['sets', id],
    queryFn: ({ signal }) => call('GET /api/svg/sets/{id}', { params: { id: id ?? '' }, signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data && !isSetDone(state.data) ? readEveryMs : false),
  })
  useEffect(() => {
    if (id === undefined) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = onAnyJob(({ jobId, status }) => {
      const known = queries.getQueryData<PictureSet>(['sets', id])
      if (known && !known.jobs.some((job) => job.id === jobId)) return
      if (!hasEnded({ status })) return
      if (known && document.visibilityState === 'visible')
        reportWatched(jobId, () => {
          for (const queryKey of [['badge'], ['notifications'], ['pictures']])
            void queries.invalidateQueries({ queryKey })
        })
      timer ??= setTimeout(() => {
        timer = undefined
        void queries.invalidateQueries({ queryKey: ['sets', id] })
      }, readAfterMs)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [queries, id])
  return query
}
