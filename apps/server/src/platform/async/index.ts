/**
 * async: deadlines, one read for many callers, and messages sent in batches. None of them leaves a timer or a
 * listener behind.
 */
export { DeadlineError, settlesWithin, withDeadline } from './deadline.ts'
export { rememberFor } from './remember-for.ts'
export { createSender, type Sender } from './sender.ts'
