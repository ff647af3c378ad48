import { defineMetricEvent } from '../../platform/metric-events/index.ts'

/** The SVG of a new picture has a place, while an object storage is configured. `row`: it did not take it. */
export const textKept = defineMetricEvent<{ place: 'object' | 'row' }>('storage.text_kept')

/** The SVG of a picture was needed, and its object is missing or has other bytes. */
export const textMissed = defineMetricEvent<Record<string, never>>('storage.text_missed')
