/**
 * redis: addresses of one server, of servers with Sentinel, and of a cluster, and connections to them.
 *
 * `openRedis` opens a client for commands, `openRedisChannels` receives what is published. Every key and
 * channel begins with the address's prefix.
 */
export type { RedisAddress, RedisHost, RedisServers } from './address.ts'
export { openRedisChannels, publishOn } from './channels.ts'
export { becomesReady, openRedis, type RedisClient, redisOptionsOf, retryStrategy } from './open-redis.ts'
