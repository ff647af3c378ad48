/**
 * margins: what models cost against what their pictures were charged, by UTC day and model. Costs come from
 * `model_spend`, charges and refunds from the ledger.
 */
export { closeDays, marginDaysMax } from './close-days.ts'
export { closeDaysJob, closeDaysSchedule } from './jobs.ts'
export { type Margin, readMargins } from './read-margins.ts'
export { modelDays } from './tables.ts'
