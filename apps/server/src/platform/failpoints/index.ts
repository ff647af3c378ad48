/**
 * failpoints: named points of the code at which a test can end, stop or delay the process.
 *
 * A mark says where a process has come to, and does nothing: it costs a look at a flag until somebody
 * subscribes to the channel, and nothing in the service does. What happens at a point is up to who loaded
 * the subscriber, such as test/chaos/inject.mjs. Each feature names its own points.
 */
export {
  defineFailpoints,
  type FailpointMessage,
  type Failpoints,
  failpointChannelName,
} from './define-failpoints.ts'
