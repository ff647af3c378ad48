import { createJobFollower, type SubscribeToJob } from '@chatsvg/client'
import { createStore } from 'zustand/vanilla'
import { client, type JobUpdate } from '../api/index.ts'
import { readSession } from '../session/index.ts'
import { type LiveState, notLive, withFollower } from './live-state.ts'

export const live = createStore<LiveState>(() => notLive)

/** Calls back with updates of all jobs of the user, also of those from other tabs. */
export function onAnyJob(listener: (update: JobUpdate) => void): () => void {
  return live.subscribe(({ update }, before) => {
    if (update && update !== before.update) listener(update)
  })
}

/** Calls back when somebody has changed the user's role or limit in the workspace in which the page acts. */
export function onOwnMemberChange(listener: () => void): () => void {
  return live.subscribe(({ member }, before) => {
    if (!member || member === before.member) return
    const session = readSession()
    if (session.kind === 'user' && session.user.workspace?.memberId === member.memberId) listener()
  })
}

/** Whether a part of this page follows the job. */
export const isFollowed = (jobId: string): boolean => live.getState().followers.has(jobId)

/** Events of one job, from the socket of this tab. */
const subscribe: SubscribeToJob = (jobId, listener) => {
  live.setState((state) => withFollower(state, jobId, 1))
  const { connection, previews } = live.getState()
  const known = previews.get(jobId)
  if (known) listener({ kind: 'preview', preview: known })
  listener({ kind: 'connection', state: connection })
  const unsubscribe = live.subscribe((now, before) => {
    const preview = now.previews.get(jobId)
    if (now.connection !== before.connection) listener({ kind: 'connection', state: now.connection })
    if (preview && preview !== before.previews.get(jobId)) listener({ kind: 'preview', preview })
    if (now.update !== before.update && now.update?.jobId === jobId)
      listener({ kind: 'update', update: now.update })
  })
  return () => {
    unsubscribe()
    live.setState((state) => withFollower(state, jobId, -1))
  }
}

export const followJob = createJobFollower({ client, subscribe })
