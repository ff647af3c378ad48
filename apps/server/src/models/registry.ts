import { createComposer, type RunTask } from '@chatsvg/composer'
import { adaptComposer } from './composer-model.ts'
import { createLlmModel, defaultLlmLimits } from './llm/llm-model.ts'
import type { LlmLimits, LlmModelOptions } from './llm/llm-options.ts'
import { createPace, type Pace } from './llm/pace.ts'
import { createPost } from './llm/post.ts'
import { listPrices, type ModelPrice } from './llm/prices.data.ts'
import { offerAnthropic } from './llm/vendors/anthropic.ts'
import { offerGoogle } from './llm/vendors/google.ts'
import { offerOpenAi } from './llm/vendors/openai.ts'
import { offerOpenAiCompatible } from './llm/vendors/openai-compatible.ts'
import type { OfferedModel, Vendor } from './llm/vendors/vendor.ts'
import { createPlannedModel, plannedIdOf, plannedNameOf } from './planned/planned-model.ts'
import type { SvgModel } from './port.ts'

export type ModelsConfig = {
  /** DEFAULT_MODEL; must be the id of an available model. */
  defaultModel?: string
  openai?: {
    apiKey?: string
    /**
     * Set: any OpenAI-compatible server, whose model ids are `models`. Unset: OpenAI itself, and `models` are
     * additions.
     */
    baseUrl?: string
    models: readonly string[]
    /**
     * The maximum of tokens of an answer, by model id and for all others. Unset: `limits.outputTokensMax`.
     */
    outputTokens?: { others?: number; byModel: Readonly<Record<string, number>> }
  }
  /** `models` are additions; `baseUrl` is for gateways and tests. */
  anthropic?: { apiKey: string; baseUrl?: string; models?: readonly string[] }
  google?: { apiKey: string; baseUrl?: string; models?: readonly string[] }
  composer?: {
    /** Delay between the pieces of a composed picture, so that a user sees it grow. Default 0. */
    delayMs?: number
    /**
     * Composes elsewhere, such as in a thread pool. Default: in the calling thread, some milliseconds a
     * picture.
     */
    run?: RunTask
  }
  limits?: Partial<LlmLimits>
  /** By model id; takes precedence over the list prices. */
  prices?: Readonly<Record<string, ModelPrice>>
  /**
   * Credits for one picture, by model id and for all others; a model that plans costs what the one costs that
   * writes its plans, unless it has an entry. Default 1.
   */
  credits?: { others?: number; byModel: Readonly<Record<string, number>> }
}

export type ListedModel = {
  id: string
  name: string
  provider: string
  available: boolean
  default: boolean
  /** For one picture, before the plan of the user. */
  credits: number
}

/** `credits`: for one picture, before the plan of the user. */
export type ResolvedModel = { model: SvgModel; servedAs: string; credits: number } | { unknown: true }

/** Ids of models that are configured but disabled; a model that is disabled writes no plans either. */
export type DisabledModels = ReadonlySet<string>

export type Models = {
  list(disabled?: DisabledModels): ListedModel[]
  /**
   * `undefined` requests the default. The default model serves an id that is always accepted or listed but
   * not available; if it is disabled, the next in the order of the list. With all models disabled every id is
   * unknown.
   */
  resolve(requestedId: string | undefined, disabled?: DisabledModels): ResolvedModel
  /** Ids of available models whose price is known. */
  priced: ReadonlySet<string>
  /** Ids of vendors' models whose price is not known; that of their plans is the same. */
  unpriced: ReadonlySet<string>
  /** Loads in advance what the default model would load at its first picture. */
  warmUp(): Promise<void>
}

/** An invalid configuration; the message names the variable and the correction, for the start to print. */
export class ModelsConfigError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ModelsConfigError'
  }
}

/** Existing clients send these ids whatever is configured (the wire contract, section 4). */
const promisedModels = [
  { id: 'gpt-4o', name: 'GPT-4o' },
  { id: 'gpt-5-mini-2025-08-07', name: 'GPT-5 mini' },
] as const

/**
 * Builds every model of the configuration. Nothing is loaded and no vendor is called before the first
 * picture.
 *
 * @throws ModelsConfigError for an invalid configuration.
 */
export function createModels(config: ModelsConfig): Models {
  const composer = createComposer(config.composer)
  const shared = { findReferences: composer.findReferences, pace: createPace() }
  const offers = chooseVendors(config).flatMap((vendor) =>
    vendor.models.map((offered) => describeVendorModel(config, vendor, offered, shared)),
  )
  const pairs = offers.map((offer) => {
    const llm = createLlmModel(offer)
    return { llm, planner: createPlannedModel(offer, composer, llm) }
  })
  const llms = pairs.map(({ llm }) => llm)
  const planned = pairs.map(({ planner }) => planner)
  const available = new Map<string, SvgModel>()
  // Vendors are in the order of preference, so an id that two of them offer belongs to the first one. A model
  // that draws by itself stands in for another before one that plans.
  for (const model of [...llms, adaptComposer(composer), ...planned])
    if (!available.has(model.id)) available.set(model.id, model)

  const fallback = available.get(config.defaultModel ?? llms[0]?.id ?? composer.model.id)
  if (!fallback) {
    throw new ModelsConfigError(
      `DEFAULT_MODEL is "${config.defaultModel}", but the available models are ${[...available.keys()].join(', ')}. ` +
        'Choose one of these or configure the server or key that offers it.',
    )
  }
  const missing = [
    ...promisedModels,
    ...promisedModels.map(({ id, name }) => ({ id: plannedIdOf(id), name: plannedNameOf(name) })),
  ].filter(({ id }) => !available.has(id))
  const writerOfPlans = new Map(offers.map(({ id }) => [plannedIdOf(id), id]))

  const byModel = config.credits?.byModel ?? {}
  const creditsOf = (id: string) =>
    byModel[id] ?? byModel[writerOfPlans.get(id) ?? id] ?? config.credits?.others ?? 1
  const unlisted = Object.keys(byModel).find(
    (id) => ![...available.values(), ...missing].some((model) => model.id === id),
  )
  if (unlisted !== undefined)
    throw new ModelsConfigError(
      `MODEL_CREDITS names the model ${unlisted}, but the available models are ${[...available.keys()].join(', ')}.`,
    )

  const isOff = (id: string, disabled: DisabledModels) =>
    disabled.has(id) || disabled.has(writerOfPlans.get(id) ?? id)
  const fallbackBeside = (disabled: DisabledModels) =>
    [fallback, ...available.values()].find(({ id }) => !isOff(id, disabled))

  return {
    list: (disabled = noneDisabled) => [
      ...[...available.values()].map(({ id, name, provider }) => ({
        id,
        name,
        provider,
        available: !isOff(id, disabled),
        default: id === fallbackBeside(disabled)?.id,
        credits: creditsOf(id),
      })),
      ...missing.map(({ id, name }) => ({
        id,
        name,
        provider: 'openai',
        available: false,
        default: false,
        credits: creditsOf(fallbackBeside(disabled)?.id ?? fallback.id),
      })),
    ],
    resolve(requestedId, disabled = noneDisabled) {
      const isListed = available.has(requestedId ?? '') || missing.some(({ id }) => id === requestedId)
      if (requestedId !== undefined && !isListed) return { unknown: true }
      const asked = isOff(requestedId ?? '', disabled) ? undefined : available.get(requestedId ?? '')
      const model = asked ?? fallbackBeside(disabled)
      return model ? { model, servedAs: model.id, credits: creditsOf(model.id) } : { unknown: true }
    },
    priced: new Set([...llms, ...planned].filter(({ isPriced }) => isPriced).map(({ id }) => id)),
    unpriced: new Set(llms.filter(({ isPriced }) => !isPriced).map(({ id }) => id)),
    async warmUp() {
      if (fallback.id === composer.model.id) await composer.warmUp()
    },
  }
}

const noneDisabled: DisabledModels = new Set()

/** The configured vendors, in the order in which they become the default. */
function chooseVendors({ openai, anthropic, google }: ModelsConfig): Vendor[] {
  const vendors: Vendor[] = []
  if (openai?.baseUrl !== undefined) {
    if (openai.models.length === 0) {
      throw new ModelsConfigError(
        'OPENAI_BASE_URL is set, but OPENAI_MODELS is empty. List the ids of the models that the server offers.',
      )
    }
    vendors.push(offerOpenAiCompatible({ ...openai, baseUrl: openai.baseUrl }))
  } else if (openai?.apiKey !== undefined) {
    vendors.push(offerOpenAi({ apiKey: openai.apiKey, models: openai.models }))
  }
  if (anthropic) vendors.push(offerAnthropic(anthropic))
  if (google) vendors.push(offerGoogle(google))
  return vendors
}

function describeVendorModel(
  config: ModelsConfig,
  vendor: Vendor,
  { id, name, options }: OfferedModel,
  { findReferences, pace }: Pick<LlmModelOptions, 'findReferences'> & { pace: Pace },
): LlmModelOptions {
  const limits = { ...defaultLlmLimits, ...config.limits }
  const tokens = vendor.provider.startsWith('openai') ? config.openai?.outputTokens : undefined
  limits.outputTokensMax = tokens?.byModel[id] ?? tokens?.others ?? limits.outputTokensMax
  // The same id at another server may have another price.
  const listed = vendor.provider === 'openai-compatible' ? undefined : listPrices[id]
  let connection: ReturnType<Vendor['connect']> | undefined
  return {
    id,
    name: promisedModels.find((promised) => promised.id === id)?.name ?? name,
    provider: vendor.provider,
    connect: () => {
      connection ??= vendor.connect(id, createPost(limits.wireBytesMax, pace))
      return connection
    },
    vendorOptions: options,
    findReferences,
    limits,
    price: config.prices?.[id] ?? listed,
  }
}
