import { defineMetricEvent } from '../../platform/metric-events/index.ts'

/** The SVG of a new picture has a place, while an object storage is configured. `row`: it did not take it. */
export const textKept = defineMetricEvent<{ place: 'object' | 'row' }>('storage.text_kept')
