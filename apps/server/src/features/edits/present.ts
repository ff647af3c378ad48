import type { EditOutcome } from '@chatsvg/svg'
import type { VersionRow } from '../jobs/index.ts'

export const presentVersion = ({ id, parentId, instruction, createdAt, model, privacy }: VersionRow) => ({
  id,
  parentId,
  instruction,
  createdAt: createdAt.toISOString(),
  model,
  privacy,
})

export const presentOutcome = (outcome: EditOutcome) =>
  outcome.done
    ? { done: true, touched: outcome.touched, created: outcome.created }
    : { done: false, touched: 0, code: outcome.code, message: outcome.message }
