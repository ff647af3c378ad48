/**
 * following: the events of a job for its clients, by Server-Sent Events, in answers that wait for the end,
 * and in their order on a socket. Reads the rows of `jobs` and listens to the bus between processes; owns no
 * table.
 */
export { followingErrors } from './errors.ts'
export { createEventFilter } from './event-filter.ts'
export { type Following, openFollowing } from './open-following.ts'
