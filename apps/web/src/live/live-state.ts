import type { ConnectionState } from '@chatsvg/client'
import type { JobPreview, JobUpdate } from '../api/index.ts'

/**
 * The state of this tab's socket. `update`: the last update of any job of the user, also of those from other
 * tabs. `previews`: the last preview of each recent job; it may arrive before the response that names the
 * job. `followers`: how many parts of the page follow a job. `member`: the membership in the workspace that
 * was changed last.
 */
export type LiveState = {
  connection: ConnectionState
  update: JobUpdate | undefined
  previews: ReadonlyMap<string, JobPreview>
  followers: ReadonlyMap<string, number>
  member: MemberChange | undefined
}

export type MemberChange = { memberId: string }

export const notLive: LiveState = {
  connection: 'closed',
  update: undefined,
  previews: new Map(),
  followers: new Map(),
  member: undefined,
}

const previewsMax = 8

export function withPreview(state: LiveState, preview: JobPreview): LiveState {
  const previews = new Map(state.previews)
  previews.delete(preview.jobId)
  previews.set(preview.jobId, preview)
  const [oldest] = previews.keys()
  if (previews.size > previewsMax && oldest !== undefined) previews.delete(oldest)
  return { ...state, previews }
}

/** The user has changed: previews belong to the user who requested the pictures. */
export const withUserOf = (state: LiveState, isSignedIn: boolean): LiveState => ({
  ...state,
  connection: isSignedIn ? 'lost' : 'closed',
  previews: notLive.previews,
})

/** @param change 1 for one more follower, -1 for one less. */
export function withFollower(state: LiveState, jobId: string, change: 1 | -1): LiveState {
  const followers = new Map(state.followers)
  const count = (followers.get(jobId) ?? 0) + change
  if (count > 0) followers.set(jobId, count)
  else followers.delete(jobId)
  return { ...state, followers }
}
