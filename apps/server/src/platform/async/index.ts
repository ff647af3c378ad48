/**
 * async: waiting with a deadline, one read for many callers, and messages that travel together. Each leaves
 * no timer and no listener behind once it is over.
 */
export { DeadlineError, settlesWithin, withDeadline } from './deadline.ts'
export { rememberFor } from './remember-for.ts'
export { createSender, type Sender } from './sender.ts'
