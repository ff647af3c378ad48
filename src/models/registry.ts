import { createComposer } from './composer/index.ts'
import { createLlmModel, defaultLlmLimits, type LlmLimits } from './llm/llm-model.ts'
import { connectOpenAi, connectOpenAiCompatible } from './llm/openai.ts'
import type { SvgModel } from './port.ts'

export type ModelsConfig = {
  /** DEFAULT_MODEL; must be an id that ends up available. */
  defaultModel?: string
  openai?: {
    apiKey?: string
    /** Set: any OpenAI-compatible server, whose model ids are `models`. Unset: OpenAI itself, `models` are additions. */
    baseUrl?: string
    models: readonly string[]
  }
  composer?: {
    /** Pause between the pieces of a composed picture, so that a person sees it grow. Default 0. */
    delayMs?: number
  }
  limits?: Partial<LlmLimits>
}

export type ListedModel = { id: string; name: string; provider: string; available: boolean; default: boolean }

export type ResolvedModel = { model: SvgModel; servedAs: string } | { unknown: true }

export type Models = {
  list(): ListedModel[]
  /** `undefined` asks for the default. An id that is promised but not available is served by the default model. */
  resolve(requestedId: string | undefined): ResolvedModel
  /** Loads ahead what the default model would load at its first picture. */
  warmUp(): Promise<void>
}

/** A configuration that cannot work; the message names the variable and the mend, for the boot to print. */
export class ModelsConfigError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ModelsConfigError'
  }
}

/** Existing clients send these ids whatever is configured (the wire contract, section 4). The last is the preferred one. */
const promisedModels = [
  { id: 'gpt-4o', name: 'GPT-4o' },
  { id: 'gpt-5-mini-2025-08-07', name: 'GPT-5 mini' },
] as const

const preferredOpenAiModel = 'gpt-5-mini-2025-08-07'

export function createModels(config: ModelsConfig): Models {
  const composer = createComposer(config.composer)
  const llms = createLlms(config, composer.findReferences)
  const available = new Map<string, SvgModel>([...llms, composer.model].map((model) => [model.id, model]))
  const fallback = available.get(chooseDefault(config, llms, composer.model.id))
  if (!fallback) {
    throw new ModelsConfigError(
      `DEFAULT_MODEL is "${config.defaultModel}", but the available models are ${[...available.keys()].join(', ')}. ` +
        'Choose one of these or configure the server or key that offers it.',
    )
  }
  const missing = promisedModels.filter(({ id }) => !available.has(id))

  return {
    list: () => [
      ...[...available.values()].map(({ id, name, provider }) => ({
        id,
        name,
        provider,
        available: true,
        default: id === fallback.id,
      })),
      ...missing.map(({ id, name }) => ({ id, name, provider: 'openai', available: false, default: false })),
    ],
    resolve(requestedId) {
      if (requestedId === undefined || missing.some(({ id }) => id === requestedId)) {
        return { model: fallback, servedAs: fallback.id }
      }
      const model = available.get(requestedId)
      return model ? { model, servedAs: model.id } : { unknown: true }
    },
    async warmUp() {
      if (fallback.id === composer.model.id) await composer.warmUp()
    },
  }
}

function createLlms(
  config: ModelsConfig,
  findReferences: Parameters<typeof createLlmModel>[0]['findReferences'],
): SvgModel[] {
  const { openai } = config
  const limits = { ...defaultLlmLimits, ...config.limits }
  if (openai?.baseUrl !== undefined) {
    const { baseUrl, apiKey } = openai
    if (openai.models.length === 0) {
      throw new ModelsConfigError(
        'OPENAI_BASE_URL is set, but OPENAI_MODELS is empty. List the ids of the models that the server offers.',
      )
    }
    return openai.models.map((modelId) =>
      createLlmModel({
        id: modelId,
        name: nameOf(modelId),
        provider: 'openai-compatible',
        connect: connectOpenAiCompatible({ modelId, baseUrl, apiKey }),
        findReferences,
        limits,
      }),
    )
  }
  if (openai?.apiKey === undefined) return []
  const { apiKey } = openai
  const ids = new Set([...promisedModels.map(({ id }) => id), ...openai.models])
  return [...ids].map((modelId) =>
    createLlmModel({
      id: modelId,
      name: nameOf(modelId),
      provider: 'openai',
      connect: connectOpenAi({ modelId, apiKey }),
      findReferences,
      limits,
    }),
  )
}

function chooseDefault(config: ModelsConfig, llms: readonly SvgModel[], composerId: string): string {
  if (config.defaultModel !== undefined) return config.defaultModel
  if (config.openai?.baseUrl === undefined && config.openai?.apiKey !== undefined) return preferredOpenAiModel
  return llms[0]?.id ?? composerId
}

function nameOf(modelId: string): string {
  return promisedModels.find(({ id }) => id === modelId)?.name ?? modelId
}
