/**
 * log: one logger for the whole service, which masks secrets. Every line is an event with fields; secrets
 * and bodies never reach it.
 */
export { createLog, describeError, type FaultLine, type Log, type LogOptions } from './create-log.ts'
export { createOutageLog, type OutageLog } from './outage-log.ts'
