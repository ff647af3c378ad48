/**
 * async: deadlines, one read for many callers, messages sent in batches, and slots that clients share fairly.
 * None of them leaves a timer or a listener behind.
 */
export { DeadlineError, settlesWithin, withDeadline } from './deadline.ts'
export { FairQueue } from './fair-queue.ts'
export { createFairTurns, type FairTurns, TurnsFullError } from './fair-turns.ts'
export { createLoadAverage } from './load-average.ts'
export { rememberFor } from './remember-for.ts'
export { createSender, type Sender } from './sender.ts'
