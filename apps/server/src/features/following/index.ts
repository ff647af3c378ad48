/**
 * following: the events of a job for its clients: Server-Sent Events, answers that wait for the end, and the
 * order of events on a socket. Reads the rows of `jobs` and listens to the bus between processes; owns no
 * table.
 */
export { followingErrors } from './errors.ts'
export { createEventFilter } from './event-filter.ts'
export { type Following, openFollowing } from './open-following.ts'
