import { type OfferedModel, type Vendor, type VendorConfig, withAdditions } from './vendor.ts'

/**
 * A drawing gains little from long thinking, and its first shape is delayed by it. These models always think,
 * as long as `effort` allows.
 */
const options = { output_config: { effort: 'low' } }

const offered: readonly OfferedModel[] = [
  { id: 'claude-sonnet-5-5', name: 'Claude Sonnet 5.5', options },
  { id: 'claude-opus-5-5', name: 'Claude Opus 5.5', options },
  { id: 'claude-haiku-5-5', name: 'Claude Haiku 5.5', options },
]

const vendorUrl = 'https://api.anthropic.com/v1'

/** Anthropic's Messages API. */
export function offerAnthropic({ apiKey, baseUrl = vendorUrl, models }: VendorConfig): Vendor {
  return {
    provider: 'anthropic',
    models: withAdditions(offered, models),
    async connect(modelId, post) {
      const { connectMessagesModel } = await import('../anthropic-messages.ts')
      return connectMessagesModel(modelId, { baseUrl, apiKey, post })
    },
  }
}
