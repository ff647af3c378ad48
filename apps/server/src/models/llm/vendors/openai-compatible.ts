import { connectChatModel } from '../chat-completions.ts'
import { type Vendor, withAdditions } from './vendor.ts'

/**
 * Any server with streamed `/chat/completions` below `baseUrl` (Ollama, vLLM, LM Studio, gateways); it offers
 * only `models`.
 */
export function offerOpenAiCompatible(config: {
  baseUrl: string
  apiKey?: string
  models: readonly string[]
}): Vendor {
  const { baseUrl, apiKey } = config
  return {
    provider: 'openai-compatible',
    models: withAdditions([], config.models),
    async connect(modelId, fetch) {
      return connectChatModel(modelId, { baseUrl, apiKey, fetch, lengthField: 'max_tokens' })
    },
  }
}
