import { connectSdkModel } from '../sdk-model.ts'
import { type OfferedModel, type Vendor, withAdditions } from './vendor.ts'

/** A drawing gains little from long thinking, and its first shape is delayed by it. */
const options = { google: { thinkingConfig: { thinkingLevel: 'low' } } }

const offered: readonly OfferedModel[] = [
  { id: 'gemini-3.8-flash', name: 'Gemini 3.8 Flash', options },
  { id: 'gemini-4-argon', name: 'Gemini 4 Argon', options },
  { id: 'gemini-3.5-flash-lite', name: 'Gemini 3.5 Flash-Lite', options },
]

/** Always set: without one, the SDK would read the environment. */
const vendorUrl = 'https://generativelanguage.googleapis.com/v1beta'

/**
 * Google's Gemini Developer API.
 *
 * @param config `models` are offered beside our own list; `baseUrl` as the one below, for tests and gateways.
 */
export function offerGoogle(config: {
  apiKey: string
  baseUrl?: string
  models?: readonly string[]
}): Vendor {
  return {
    provider: 'google',
    models: withAdditions(offered, config.models),
    async connect(modelId, fetch) {
      const baseURL = config.baseUrl ?? vendorUrl
      const { createGoogleGenerativeAI } = await import('@ai-sdk/google')
      return connectSdkModel(createGoogleGenerativeAI({ apiKey: config.apiKey, baseURL, fetch })(modelId))
    },
  }
}
