import { type OfferedModel, type Vendor, type VendorConfig, withAdditions } from './vendor.ts'

/** A drawing gains little from long thinking, and its first shape is delayed by it. */
const options = { thinkingConfig: { thinkingLevel: 'low' } }

const offered: readonly OfferedModel[] = [
  { id: 'gemini-3.8-flash', name: 'Gemini 3.8 Flash', options },
  { id: 'gemini-4-argon', name: 'Gemini 4 Argon', options },
  { id: 'gemini-3.5-flash-lite', name: 'Gemini 3.5 Flash-Lite', options },
]

const vendorUrl = 'https://generativelanguage.googleapis.com/v1beta'

/** Google's Gemini Developer API. */
export function offerGoogle({ apiKey, baseUrl = vendorUrl, models }: VendorConfig): Vendor {
  return {
    provider: 'google',
    models: withAdditions(offered, models),
    async connect(modelId, post) {
      const { connectGenerateModel } = await import('../google-generate.ts')
      return connectGenerateModel(modelId, { baseUrl, apiKey, post })
    },
  }
}
