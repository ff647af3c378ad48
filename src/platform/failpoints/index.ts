/**
 * Named steps of the work, so that a test can end, stop or delay a process exactly between two of them.
 *
 * A mark says where a process has come to, and does nothing: it costs a look at a flag until somebody
 * subscribes to the channel, and nothing in the service does. What happens at a step is up to who loaded the
 * subscriber, such as test/chaos/inject.ts.
 */
export {
  type FailpointMessage,
  type FailpointName,
  failpointChannelName,
  failpointNames,
  reachFailpoint,
} from './reach-failpoint.ts'
