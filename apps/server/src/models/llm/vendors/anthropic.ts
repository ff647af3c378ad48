import { connectSdkModel } from '../sdk-model.ts'
import { type OfferedModel, type Vendor, withAdditions } from './vendor.ts'

/**
 * A drawing gains little from long thinking, and its first shape is delayed by it. These models always think,
 * as long as `effort` allows.
 */
const options = { anthropic: { effort: 'low' } }

const offered: readonly OfferedModel[] = [
  { id: 'claude-sonnet-5-5', name: 'Claude Sonnet 5.5', options },
  { id: 'claude-opus-5-5', name: 'Claude Opus 5.5', options },
  { id: 'claude-haiku-5-5', name: 'Claude Haiku 5.5', options },
]

/** Always set: without one, the SDK would read the environment. */
const vendorUrl = 'https://api.anthropic.com/v1'

/**
 * Anthropic's Messages API.
 *
 * @param config `models` are offered beside our own list; `baseUrl` as the one below, for tests and gateways.
 */
export function offerAnthropic(config: {
  apiKey: string
  baseUrl?: string
  models?: readonly string[]
}): Vendor {
  return {
    provider: 'anthropic',
    models: withAdditions(offered, config.models),
    async connect(modelId, fetch) {
      const baseURL = config.baseUrl ?? vendorUrl
      const { createAnthropic } = await import('@ai-sdk/anthropic')
      return connectSdkModel(createAnthropic({ apiKey: config.apiKey, baseURL, fetch })(modelId))
    },
  }
}
