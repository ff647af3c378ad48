import { hasEnded, type JobPreview, type JobState, type JobUpdate } from '../jobs/index.ts'

/**
 * The position of an event in the life of a job. Positions are compared part by part; the first difference
 * decides.
 *
 * - `era`: when its attempt was claimed, by the database's clock, in ms; 0 before the first. Not the number
 *   of the attempt, which is not counted when a worker hands a job back, so that two attempts can have the
 *   same number.
 * - `isOver`: 1 while the job waits after that attempt, or before the first.
 * - `progress` and `sequence` of the last update and the last preview.
 */
export type JobPosition = readonly [era: number, isOver: 0 | 1, progress: number, sequence: number]

export type JobEvent = JobUpdate | JobPreview

export const beforeAll: JobPosition = [-1, 0, 0, 0]
export const theEnd: JobPosition = [Number.POSITIVE_INFINITY, 1, 0, 0]

export function isAfter(position: JobPosition, other: JobPosition): boolean {
  const at = position.findIndex((part, index) => part !== other[index])
  return (position[at] ?? 0) > (other[at] ?? 0)
}

export const isPreview = (event: JobEvent): event is JobPreview => 'svg' in event

/** The position of the job by its row. The progress of an attempt is not stored. */
export function positionOfState(state: JobState): JobPosition {
  if (hasEnded(state)) return theEnd
  return [eraOf(state), state.status === 'QUEUED' ? 1 : 0, 0, 0]
}

/** Before every event of the row's last attempt. */
export const startOfAttempt = (state: JobState): JobPosition => [eraOf(state), 0, -1, 0]

/**
 * Whether the row's attempt is running although it was taken as over. Then the event that said so belonged to
 * the previous attempt.
 */
export const runsAgain = (state: JobState, [era, isOver]: JobPosition): boolean =>
  state.status === 'RUNNING' && isOver === 1 && era === eraOf(state)

/**
 * The position after an event that was received at a position. The event does not say to which attempt it
 * belongs.
 */
export function positionOfEvent(
  event: JobEvent,
  [era, isOver, progress, sequence]: JobPosition,
): JobPosition {
  const drawn = isOver ? ([0, 0] as const) : ([Math.max(progress, 0), sequence] as const)
  if (isPreview(event)) return [era, 0, drawn[0], event.sequence]
  if (hasEnded(event)) return theEnd
  if (event.status === 'QUEUED') return [era, 1, 0, 0]
  return [era, 0, event.progress ?? 0, drawn[1]]
}

/** As text for the `id` of an event; clients need not understand it. */
export function encodePosition(position: JobPosition): string {
  return position === theEnd ? 'end' : position.join('-')
}

/** @returns undefined for a text that was not made by `encodePosition`. */
export function decodePosition(text: string): JobPosition | undefined {
  if (text === 'end') return theEnd
  const parts = /^(\d{1,15})-([01])-(\d{1,3})-(\d{1,9})$/.exec(text)?.slice(1).map(Number)
  if (!parts) return undefined
  const [era = 0, isOver = 0, progress = 0, sequence = 0] = parts
  return [era, isOver === 1 ? 1 : 0, progress, sequence]
}

const eraOf = ({ lastStartedAt }: JobState) => lastStartedAt?.getTime() ?? 0
