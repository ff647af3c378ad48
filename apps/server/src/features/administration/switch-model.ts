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
 * The models of this process's configuration, and what was switched off, also of what is configured no more.
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
 * Switches a model off or on, on all instances within some seconds. One that is off is listed as not
 * available, and requests for it are served by the default model, or the next where that is off. Jobs that
 * wait for it end with their credit back when it is their turn. What is so already is no act.
 *
 * @throws AppError `model_not_found` for one that is not configured; `last_model` when none would be left.
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
    if (!isOn && !configured.some(({ id }) => id !== modelId && !disabled.has(id)))
      throw new AppError(administrationErrors.last_model)
    const isChanged = isOn ? await enableModel(tx, modelId) : await disableModel(tx, modelId, by.reason)
    if (!isChanged) return
    await recordAct(tx, by, {
      action: isOn ? 'model.enable' : 'model.disable',
      subject: { kind: 'model', id: modelId },
    })
  })
}
