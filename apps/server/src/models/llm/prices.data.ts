/** US dollars per million tokens. */
export type ModelPrice = {
  input: number
  /** Input that the vendor had in its cache; as `input` when absent. */
  cachedInput?: number
  output: number
}

/** When somebody last compared this table with the vendors' price pages. */
export const pricesCheckedOn = '2026-11-22'

/**
 * List prices of the models that are offered by default: assumptions for the books, not bills. Short prompts,
 * no batches, no regional surcharge. Where a vendor has announced a rise, the higher price stands here:
 * gemini-4-argon costs half until 2026-11-30. The price of gemini-3.8-flash is announced until 2026-12-31. An
 * operator overrides any row, or adds models of other servers, with `ModelsConfig.prices`.
 *
 * Sources: the price pages of OpenAI, Anthropic and Google (Gemini Developer API, paid tier).
 */
export const listPrices: Readonly<Record<string, ModelPrice>> = {
  'gpt-4o': { input: 2.5, cachedInput: 1.25, output: 10 },
  'gpt-5-mini-2025-08-07': { input: 0.25, cachedInput: 0.025, output: 2 },
  'gpt-6.1-sol': { input: 2, cachedInput: 0.1, output: 10 },
  'gpt-6-luna': { input: 0.1, cachedInput: 0.01, output: 0.5 },
  'claude-sonnet-5-5': { input: 2, cachedInput: 0.1, output: 10 },
  'claude-opus-5-5': { input: 4, cachedInput: 0.2, output: 20 },
  'claude-haiku-5-5': { input: 0.1, cachedInput: 0.01, output: 0.5 },
  'gemini-3.8-flash': { input: 0.75, cachedInput: 0.075, output: 3.75 },
  'gemini-4-argon': { input: 4, cachedInput: 0.2, output: 20 },
  'gemini-3.5-flash-lite': { input: 0.3, cachedInput: 0.03, output: 2.5 },
}
