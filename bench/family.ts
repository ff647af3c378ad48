import type { MachineLimits } from './limits/machine-limits.ts'
import type { Row } from './row.ts'
import type { Stage } from './stage.ts'

/** Measurements that share their preparation. */
export type Family = {
  /** The name for `--only`. */
  name: string
  purpose: string
  measure(stage: Stage, limits: MachineLimits): Promise<Row[]>
}
