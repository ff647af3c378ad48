/**
 * failpoints: named points of the code at which a test can end, stop or delay the process.
 *
 * Reaching a failpoint has no effect of its own. Without a subscriber to the channel it only checks a flag,
 * and nothing in the service subscribes. The subscriber decides what happens, such as test/chaos/inject.mjs.
 */
export {
  defineFailpoints,
  type FailpointMessage,
  type Failpoints,
  failpointChannelName,
} from './define-failpoints.ts'
