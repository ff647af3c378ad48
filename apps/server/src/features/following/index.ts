/**
 * following: what happens to a job, told to those who wait for it: as Server-Sent Events, as an answer that
 * waits for the end, and as the order of events on a socket. Reads the rows of `jobs` and listens to the bus
 * between processes; owns no table.
 */
export { followingErrors } from './errors.ts'
export { createEventFilter } from './event-filter.ts'
export { type Following, openFollowing } from './open-following.ts'
