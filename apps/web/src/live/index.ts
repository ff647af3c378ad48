/**
 * live: the socket of this tab, and what it says about jobs. It is open while somebody is signed in.
 * `followJob` follows one job to its end, whether the socket stays connected or not.
 */
export { keepBalance } from './keep-balance.ts'
export { followJob, onAnyJob } from './live.ts'
export { startLive } from './socket.ts'
