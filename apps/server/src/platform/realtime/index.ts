/**
 * realtime: events to the sockets of users, and the bus between processes.
 *
 * A bus carries messages between processes: in one process directly, over Redis, or over PostgreSQL.
 * Publishers need a bus only; servers put what the bus brings onto their own sockets, and nothing else, so
 * each socket gets one copy however many servers and publishers there are. Messages of one publisher
 * arrive in its order. Delivery is at most once and never waited for: the truth is in the database, and a
 * client reaches it by GET.
 *
 * Why not socket.io's own adapters: over PostgreSQL they fetch messages above 8,000 bytes apart from the
 * small ones, so that a preview arrives after the end it preceded; a dropped LISTEN connection ends the
 * process and keeps its place in the pool. Their emitters leave a rejected promise behind for each message
 * while the backend is away.
 */
export { openRealtimeBus, type RealtimeConnection } from './bus.ts'
export type { RealtimeBus } from './bus-message.ts'
export {
  openRealtimeListener,
  type RealtimeListener,
  type RealtimeSubscriber,
  type SessionSubscriber,
} from './open-realtime-listener.ts'
export { openRealtimeServer, type RealtimeServer, realtimePath } from './open-realtime-server.ts'
export { createRealtimePublisher, type RealtimePublisher } from './publisher.ts'
export type {
  RealtimeEmit,
  RealtimeFilter,
  RealtimeHandshake,
  RealtimeIdentity,
  RealtimeServerOptions,
} from './server-options.ts'
