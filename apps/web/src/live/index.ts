/**
 * live: the socket, and what it says about a job. One connection a tab, opened when somebody is signed in.
 * `followJob` tells the whole story of a job, from wherever it is now to its end, whether the connection
 * lasts or not.
 */
export { followJob, type JobStory } from './follow-job.ts'
export { keepBalance } from './keep-balance.ts'
export { onAnyJob, startLive } from './socket.ts'
