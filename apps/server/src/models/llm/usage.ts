import type { ModelUsage } from '../port.ts'
import type { ToldUsage } from './connected-model.ts'
import type { ModelPrice } from './prices.data.ts'

/** Characters of one token, a low estimate: markup is split into shorter tokens than prose. */
export const charsPerToken = 3

export type UsageMeter = {
  sent(chars: number): void
  received(chars: number): void
  told(usage: ToldUsage): void
  /** Nothing when the vendor was never called. */
  read(): ModelUsage | undefined
}

/** Counts the usage of one call: as reported by the vendor, or estimated from the characters. */
export function createUsageMeter(price: ModelPrice | undefined): UsageMeter {
  let sentChars = 0
  let receivedChars = 0
  let usage: ToldUsage | undefined
  return {
    sent: (chars) => {
      sentChars += chars
    },
    received: (chars) => {
      receivedChars += chars
    },
    told: (told) => {
      usage = told
    },
    read() {
      if (sentChars === 0) return undefined
      const estimated = usage?.inputTokens === undefined || usage.outputTokens === undefined
      const inputTokens = usage?.inputTokens ?? Math.ceil(sentChars / charsPerToken)
      const outputTokens = usage?.outputTokens ?? Math.ceil(receivedChars / charsPerToken)
      const cachedTokens = Math.min(usage?.cachedInputTokens ?? 0, inputTokens)
      const costMicroUsd = price ? costOf(price, inputTokens, cachedTokens, outputTokens) : null
      return { inputTokens, outputTokens, costMicroUsd, estimated }
    },
  }
}

/** Dollars per million tokens are millionths of a dollar per token. */
function costOf(price: ModelPrice, inputTokens: number, cachedTokens: number, outputTokens: number): number {
  const cached = cachedTokens * (price.cachedInput ?? price.input)
  const exact = (inputTokens - cachedTokens) * price.input + cached + outputTokens * price.output
  // Rounded first, so that the error of a float is not rounded up to a whole unit.
  return Math.ceil(Number(exact.toFixed(6)))
}
