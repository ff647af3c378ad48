import type { Models } from '../../models/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { disableModel, enableModel, lockModelSwitches, readDisabledModels } from '../jobs/index.ts'
import { type ActBy, recordAct } from './act-store.ts'
import { administrationErrors } from './errors.ts'

export type SwitchModelDeps = { db: Db; models: Pick<Models, 'list'> }

export type AdminModel = {
  id: string
  name: string
  provider: string
  available: boolean
  default: boolean
  disabledAt: Date | null
  reason: string | null
}

/**
 * The models of this process's configuration, and disabled models, including those that are no longer
 * configured.
 */
export async function listModels({ db, models }: SwitchModelDeps): Promise<AdminModel[]> {
  const rows = new Map((await readDisabledModels(db)).map((row) => [row.modelId, row]))
  const listed = models.list(new Set(rows.keys()))
  const gone = [...rows.keys()].filter((id) => !listed.some((model) => model.id === id))
  return [
    ...listed,
    ...gone.map((id) => ({ id, name: id, provider: 'unknown', available: false, default: false })),
  ].map((model) => {
    const row = rows.get(model.id)
    return { ...model, disabledAt: row?.disabledAt ?? null, reason: row?.reason ?? null }
  })
}

/** @throws AppError `model_not_found`. */
export async function showModel(deps: SwitchModelDeps, modelId: string): Promise<AdminModel> {
  const model = (await listModels(deps)).find(({ id }) => id === modelId)
  if (!model) throw new AppError(administrationErrors.model_not_found)
  return model
}

/**
 * Disables or enables a model, on all instances within some seconds. A disabled model is listed as not
 * available. The default model serves requests for it, or the next one if the default is disabled. Waiting
 * jobs for it end with a refund when they are claimed. A call without a change is not logged.
 *
 * @throws AppError `model_not_found` for a model that is not configured; `last_model` when no model would
 * remain.
 */
export async function switchModel(
  { db, models }: SwitchModelDeps,
  { modelId, isOn }: { modelId: string; isOn: boolean },
  by: ActBy,
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockModelSwitches(tx)
    const disabled = new Set((await readDisabledModels(tx)).map((row) => row.modelId))
    const configured = models.list().filter(({ available }) => available)
    if (!disabled.has(modelId) && !configured.some(({ id }) => id === modelId))
      throw new AppError(administrationErrors.model_not_found)
    const remaining = models.list(new Set([...disabled, modelId])).filter(({ available }) => available)
    if (!isOn && remaining.length === 0) throw new AppError(administrationErrors.last_model)
    const isChanged = isOn ? await enableModel(tx, modelId) : await disableModel(tx, modelId, by.reason)
    if (!isChanged) return
    await recordAct(tx, by, {
      action: isOn ? 'model.enable' : 'model.disable',
      subject: { kind: 'model', id: modelId },
    })
  })
}
