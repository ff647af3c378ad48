import type { MachineLimits } from './limits/machine-limits.ts'
import type { Load } from './load/drive.ts'
import type { Row } from './row.ts'
import type { Stage } from './stage.ts'
import type { Sender } from './users.ts'

/** Measurements that share their preparation. */
export type Family = {
  /** The name for `--only`. */
  name: string
  purpose: string
  measure(stage: Stage, limits: MachineLimits): Promise<Row[]>
  /** What any server of the contract can be measured with (`--against`), because it needs only HTTP. */
  compared?: Compared
}

export type Compared = {
  what: string
  load(senders: readonly Sender[]): Load
  /** The server is busy with what it was sent after the measurement, so nothing is measured after it. */
  isLast?: true
}
