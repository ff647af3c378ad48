import { type OfferedModel, type Vendor, type VendorConfig, withAdditions } from './vendor.ts'

/** A drawing gains little from long thinking, and its first shape is delayed by it. */
const options = { reasoning_effort: 'low' }

const offered: readonly OfferedModel[] = [
  { id: 'gpt-5-mini-2025-08-07', name: 'GPT-5 mini', options },
  { id: 'gpt-4o', name: 'GPT-4o' },
  { id: 'gpt-6.1-sol', name: 'GPT-6.1 Sol', options },
  { id: 'gpt-6-luna', name: 'GPT-6 Luna', options },
]

const vendorUrl = 'https://api.openai.com/v1'

/**
 * OpenAI itself, over `/chat/completions`: the same protocol as every compatible server, so one scripted
 * server covers both.
 */
export function offerOpenAi({ apiKey, baseUrl = vendorUrl, models }: VendorConfig): Vendor {
  return {
    provider: 'openai',
    models: withAdditions(offered, models),
    async connect(modelId, post) {
      const { connectChatModel } = await import('../chat-completions.ts')
      return connectChatModel(modelId, { baseUrl, apiKey, post, lengthField: 'max_completion_tokens' })
    },
  }
}
