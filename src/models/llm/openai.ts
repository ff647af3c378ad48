import type { LanguageModel } from 'ai'

/** OpenAI itself, over `/chat/completions`: the same wire as every compatible server, so one set of tests covers both. */
export function connectOpenAi(options: { modelId: string; apiKey: string }): () => Promise<LanguageModel> {
  return rememberFirst(async () => {
    const { createOpenAI } = await import('@ai-sdk/openai')
    return createOpenAI({ apiKey: options.apiKey }).chat(options.modelId)
  })
}

/** Any server that speaks streamed `/chat/completions` below `baseUrl` (Ollama, vLLM, LM Studio, gateways). */
export function connectOpenAiCompatible(options: {
  modelId: string
  baseUrl: string
  apiKey?: string
}): () => Promise<LanguageModel> {
  return rememberFirst(async () => {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
    return createOpenAICompatible({
      name: 'openai-compatible',
      baseURL: options.baseUrl,
      apiKey: options.apiKey,
    }).chatModel(options.modelId)
  })
}

function rememberFirst<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined
  return () => {
    loaded ??= load()
    return loaded
  }
}
