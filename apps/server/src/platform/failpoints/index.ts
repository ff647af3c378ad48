/**
 * failpoints: named points of the code at which a test can end, stop or delay the process.
 *
 * A mark says where a process has come to, and does nothing: it costs a look at a flag until somebody
 * subscribes to the channel, and nothing in the service does. What happens at a step is up to who loaded
 * the subscriber, such as test/chaos/inject.ts.
 */
export {
  type FailpointMessage,
  type FailpointName,
  failpointChannelName,
  failpointNames,
  reachFailpoint,
} from './reach-failpoint.ts'
