import { modelCalled, modelUsed, vendorTurned } from '../features/drawing/index.ts'
import type { ListedModel } from '../models/index.ts'
import type { Metrics } from '../platform/metrics/index.ts'
import type { Subscribe } from './metric-listener.ts'

const secondsBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120]
const microPerUnit = 1_000_000

export function measureModels(metrics: Metrics, subscribe: Subscribe) {
  const calls = metrics.histogram(
    {
      name: 'chatsvg_model_call_duration_seconds',
      help: 'Calls of models, by how they ended: answered, aborted, too_long, over_budget (not made), broken, or the kind of failure.',
      labels: ['provider', 'model', 'outcome'],
    },
    secondsBuckets,
  )
  const firstTexts = metrics.histogram(
    {
      name: 'chatsvg_model_first_text_seconds',
      help: 'From the call of a model to the first piece of its answer.',
      labels: ['provider', 'model'],
    },
    secondsBuckets,
  )
  subscribe(modelCalled, ({ provider, model, outcome, firstTextMs, tookMs }) => {
    calls.observe({ provider, model, outcome }, tookMs / 1000)
    if (firstTextMs !== undefined) firstTexts.observe({ provider, model }, firstTextMs / 1000)
  })

  const tokens = metrics.counter({
    name: 'chatsvg_model_tokens_total',
    help: 'Tokens that calls of models used, by direction: input or output.',
    labels: ['provider', 'model', 'direction'],
  })
  const cost = metrics.counter({
    name: 'chatsvg_model_cost_dollars_total',
    help: 'What calls of models cost in US dollars, as far as their prices are known.',
    labels: ['provider', 'model'],
  })
  subscribe(modelUsed, ({ provider, model, inputTokens, outputTokens, costMicroUsd }) => {
    tokens.inc({ provider, model, direction: 'input' }, inputTokens)
    tokens.inc({ provider, model, direction: 'output' }, outputTokens)
    if (costMicroUsd !== null) cost.inc({ provider, model }, costMicroUsd / microPerUnit)
  })

  const down = metrics.gauge({
    name: 'chatsvg_vendor_down',
    help: '1 while this worker leaves a vendor alone because its calls fail, else 0.',
    labels: ['provider'],
  })
  subscribe(vendorTurned, ({ provider, isDown }) => down.set({ provider }, isDown ? 1 : 0))
  return {
    /** Vendors without any call yet count as up. */
    showVendors(models: readonly Pick<ListedModel, 'provider' | 'available'>[]) {
      for (const { provider, available } of models) if (available) down.set({ provider }, 0)
    },
  }
}
