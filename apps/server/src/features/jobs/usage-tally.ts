import type { ModelUsage } from '../../models/index.ts'
import type { AttemptUsage } from './job-lease-store.ts'

export type UsageTally = {
  add: (usage: ModelUsage) => void
  /** The sum of what was added so far. */
  total: () => AttemptUsage
}

/** Adds up the calls of one attempt. */
export function createUsageTally(): UsageTally {
  let sum: AttemptUsage = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0, estimated: false }
  return {
    add({ inputTokens, outputTokens, costMicroUsd, estimated }) {
      sum = {
        inputTokens: sum.inputTokens + inputTokens,
        outputTokens: sum.outputTokens + outputTokens,
        costMicroUsd:
          sum.costMicroUsd === null || costMicroUsd === null ? null : sum.costMicroUsd + costMicroUsd,
        estimated: sum.estimated || estimated,
      }
    },
    total: () => sum,
  }
}
