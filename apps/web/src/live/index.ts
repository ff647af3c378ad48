/**
 * live: the socket, and what it says about a job. One connection for each tab, opened when a user is signed
 * in. `followJob` reports a job from its current state to its end, whether the connection lasts or not.
 */
export { followJob, type JobStory } from './follow-job.ts'
export { keepBalance } from './keep-balance.ts'
export { onAnyJob, startLive } from './socket.ts'
