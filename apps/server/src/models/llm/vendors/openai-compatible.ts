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
    async connect(modelId, post) {
      const { connectChatModel } = await import('../chat-completions.ts')
      return connectChatModel(modelId, { baseUrl, apiKey, post, lengthField: 'max_tokens' })
    },
  }
}
