/**
 * live: the socket of this tab, and its events about jobs and the user's rights. It is open while somebody
 * is signed in. `followJob` follows one job to its end, also when the socket is disconnected.
 */
export { keepBalance } from './keep-balance.ts'
export { followJob, onAnyJob, onOwnMemberChange } from './live.ts'
export { reportWatched } from './report-watched.ts'
export { startLive } from './socket.ts'
export { isWatched, showJobs } from './watched.ts'
