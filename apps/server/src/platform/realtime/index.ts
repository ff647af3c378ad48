/**
 * realtime: events to the sockets of users, and the bus between processes.
 *
 * A bus carries messages between processes: in one process directly, over Redis, or over PostgreSQL.
 * Publishers need only a bus. A process is in the rooms of its users. Servers send what the bus brings to
 * their own sockets, and nothing else, so each socket gets one copy with any number of servers and
 * publishers. Messages of one publisher arrive in order. Delivery is at most once, and nothing waits for it:
 * the truth is in the database, and a client reads it by GET.
 *
 * docs/adr/0007 says why socket.io's own adapters are not used.
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
export { type FollowedUser, openPresence, type Presence } from './presence.ts'
export { createRealtimePublisher, type RealtimePublisher } from './publisher.ts'
export type {
  RealtimeEmit,
  RealtimeFilter,
  RealtimeHandshake,
  RealtimeIdentity,
  RealtimeServerOptions,
} from './server-options.ts'
