import type { MachineLimits } from './limits/machine-limits.ts'
import type { Row } from './row.ts'
import type { Stage } from './stage.ts'

/** Measurements that belong together: they share what they prepare. */
export type Family = {
  /** As `--only` calls it. */
  name: string
  purpose: string
  measure(stage: Stage, limits: MachineLimits): Promise<Row[]>
}
