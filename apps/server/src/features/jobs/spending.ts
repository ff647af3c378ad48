import type { ModelListener, ModelUsage, SvgModel } from '../../models/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { SpendLimitError } from '../drawing/index.ts'
import { addSpend, claimLimitReport, readSpendToday } from './spend-store.ts'

export type Spending = {
  /** Whether a model with a price may be called now. Queries the database each time. */
  mayAsk(): Promise<boolean>
  /**
   * Adds the cost of a call. Never throws: a cost that could not be written is kept, counts in this process,
   * and is written with the next call's.
   */
  add(model: string, usage: ModelUsage): Promise<void>
}

type Unwritten = { calls: number; costMicroUsd: number }

/**
 * The cost of model calls on a UTC day, over all users and processes. Every call checks it before it starts
 * and adds its cost when it ends, so the limit can be exceeded only by the calls in flight.
 *
 * @param limitMicroUsd null: no limit; the cost is summed up all the same.
 */
export function createSpending(db: Db, limitMicroUsd: number | null, log: Log): Spending {
  const unwritten = new Map<string, Unwritten>()

  async function flush(): Promise<void> {
    for (const [model, { calls, costMicroUsd }] of [...unwritten]) {
      unwritten.delete(model)
      try {
        await addSpend(db, { model, calls, costMicroUsd })
      } catch (err) {
        keep(model, calls, costMicroUsd)
        log.warn({ err, model, costMicroUsd }, 'the cost of a model call could not be stored yet')
      }
    }
  }

  function keep(model: string, calls: number, costMicroUsd: number): void {
    const kept = unwritten.get(model) ?? { calls: 0, costMicroUsd: 0 }
    unwritten.set(model, { calls: kept.calls + calls, costMicroUsd: kept.costMicroUsd + costMicroUsd })
  }

  async function isOver(limit: number): Promise<boolean> {
    const kept = [...unwritten.values()].reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0)
    if ((await readSpendToday(db)) + kept < limit) return false
    if (await claimLimitReport(db))
      log.error({ limitMicroUsd: limit }, 'the daily limit of model costs is reached')
    return true
  }

  return {
    async mayAsk() {
      if (limitMicroUsd === null) return true
      await flush()
      return !(await isOver(limitMicroUsd))
    },
    async add(model, { costMicroUsd }) {
      keep(model, 1, costMicroUsd ?? 0)
      await flush()
      // Reported when it is reached, and not at the next call.
      if (limitMicroUsd !== null) await isOver(limitMicroUsd).catch(() => undefined)
    },
  }
}

/** The model, with every call checked against the daily limit, also further calls of its own. */
export function meterModel(model: SvgModel, spending: Spending): SvgModel {
  if (!model.isPriced) return model
  async function begin<Listener extends ModelListener>(listener: Listener | undefined) {
    if (!(await spending.mayAsk())) throw new SpendLimitError()
    let used: ModelUsage | undefined
    const end = async () => {
      const last = used
      used = undefined
      if (last) await spending.add(model.id, last)
    }
    const metered = {
      ...listener,
      onUsage(usage: ModelUsage) {
        used = usage
        listener?.onUsage?.(usage)
      },
      async beforeNextCall() {
        await end()
        if (!(await spending.mayAsk())) throw new SpendLimitError()
        await listener?.beforeNextCall?.()
      },
    }
    return { metered, end }
  }
  return {
    ...model,
    async *streamSvg(request, signal, listener) {
      const { metered, end } = await begin(listener)
      try {
        yield* model.streamSvg(request, signal, metered)
      } finally {
        await end()
      }
    },
    async proposeChange(request, signal, listener) {
      const { metered, end } = await begin(listener)
      try {
        return await model.proposeChange(request, signal, metered)
      } finally {
        await end()
      }
    },
  }
}
