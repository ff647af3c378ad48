import { expect, test } from 'vitest'
import { createModels, listPrices, ModelsConfigError } from './index.ts'

const promised = ['gpt-4o', 'gpt-5-mini-2025-08-07']

function servedAs(config: Parameters<typeof createModels>[0], id?: string): string {
  const resolved = createModels(config).resolve(id)
  return 'unknown' in resolved ? 'unknown' : resolved.servedAs
}

test('without keys the composer is the default and serves the ids that are always accepted', () => {
  const models = createModels({})
  expect(servedAs({})).toBe('composer')
  for (const id of promised) expect(servedAs({}, id)).toBe('composer')
  expect(models.list()).toEqual([
    {
      id: 'composer',
      name: 'Composer (offline)',
      provider: 'chatsvg',
      available: true,
      default: true,
      credits: 1,
    },
    { id: 'gpt-4o', name: 'GPT-4o', provider: 'openai', available: false, default: false, credits: 1 },
    {
      id: 'gpt-5-mini-2025-08-07',
      name: 'GPT-5 mini',
      provider: 'openai',
      available: false,
      default: false,
      credits: 1,
    },
    {
      id: 'gpt-4o:planned',
      name: 'GPT-4o, planned',
      provider: 'openai',
      available: false,
      default: false,
      credits: 1,
    },
    {
      id: 'gpt-5-mini-2025-08-07:planned',
      name: 'GPT-5 mini, planned',
      provider: 'openai',
      available: false,
      default: false,
      credits: 1,
    },
  ])
  expect(servedAs({}, 'gpt-4o:planned')).toBe('composer')
  expect(servedAs({}, 'composer:planned')).toBe('unknown')
})

test('with an OpenAI key OpenAI serves the ids that are always accepted, and GPT-5 mini is the default', () => {
  const config = { openai: { apiKey: 'k', models: ['gpt-other'] } }
  expect(servedAs(config)).toBe('gpt-5-mini-2025-08-07')
  for (const id of [...promised, 'gpt-other', 'composer']) expect(servedAs(config, id)).toBe(id)
  expect(
    createModels(config)
      .list()
      .filter((model) => model.default),
  ).toHaveLength(1)
})

test('with a base URL the first listed model is the default and serves the always accepted ids that it does not offer', () => {
  const config = { openai: { baseUrl: 'http://127.0.0.1:1/v1', models: ['llama', 'gpt-4o'] } }
  expect(servedAs(config)).toBe('llama')
  expect(servedAs(config, 'gpt-4o')).toBe('gpt-4o')
  expect(servedAs(config, 'gpt-5-mini-2025-08-07')).toBe('llama')
})

test('the first configured vendor gives the default: OpenAI or compatible, Anthropic, Google, the composer', () => {
  const openai = { apiKey: 'k', models: [] }
  const compatible = { baseUrl: 'http://127.0.0.1:1/v1', models: ['llama'] }
  const anthropic = { apiKey: 'k' }
  const google = { apiKey: 'k' }
  expect(servedAs({ openai, anthropic, google })).toBe('gpt-5-mini-2025-08-07')
  expect(servedAs({ openai: compatible, anthropic, google })).toBe('llama')
  expect(servedAs({ anthropic, google })).toBe('claude-sonnet-5-5')
  expect(servedAs({ google })).toBe('gemini-3.8-flash')
  // The default model serves an id that is always accepted.
  expect(servedAs({ anthropic }, 'gpt-4o')).toBe('claude-sonnet-5-5')
})

test('every model is listed once, with its vendor, additions behind the vendor’s own, then the composer, then those that plan', () => {
  const models = createModels({
    openai: { baseUrl: 'http://127.0.0.1:1/v1', models: ['llama', 'claude-opus-5-5', 'llama'] },
    anthropic: { apiKey: 'k', models: ['claude-next', 'claude-haiku-5-5'] },
    google: { apiKey: 'k' },
  }).list()
  const offered = models.filter(({ available }) => available).map(({ id, provider }) => `${provider}/${id}`)
  const drawing = [
    'openai-compatible/llama',
    'openai-compatible/claude-opus-5-5',
    'anthropic/claude-sonnet-5-5',
    'anthropic/claude-haiku-5-5',
    'anthropic/claude-next',
    'google/gemini-3.8-flash',
    'google/gemini-4-argon',
    'google/gemini-3.5-flash-lite',
  ]
  expect(offered).toEqual([...drawing, 'chatsvg/composer', ...drawing.map((model) => `${model}:planned`)])
  expect(models.filter(({ default: isDefault }) => isDefault)).toHaveLength(1)
})

test('every model that a vendor offers has a list price', () => {
  const models = createModels({
    openai: { apiKey: 'k', models: [] },
    anthropic: { apiKey: 'k' },
    google: { apiKey: 'k' },
  }).list()
  const vendors = models.filter(({ provider }) => provider !== 'chatsvg')
  expect(vendors.length).toBeGreaterThan(9)
  expect(vendors.filter(({ id }) => !listPrices[id.replace(/:planned$/, '')])).toEqual([])
})

test('a model that plans has the price of its model, and counts once among those without one', () => {
  const openai = { baseUrl: 'http://127.0.0.1:1/v1', models: ['cheap', 'unknown'] }
  const models = createModels({ openai, prices: { cheap: { input: 1, output: 1 } } })
  expect(models.priced).toEqual(new Set(['cheap', 'cheap:planned']))
  expect(models.unpriced).toEqual(new Set(['unknown']))
})

test('a model that is disabled writes no plans either, and one that plans can be disabled alone', () => {
  const models = createModels({ openai: { baseUrl: 'http://127.0.0.1:1/v1', models: ['one', 'two'] } })
  const availableBeside = (...ids: string[]) =>
    models
      .list(new Set(ids))
      .filter(({ available }) => available)
      .map(({ id }) => id)
  expect(availableBeside('one')).toEqual(['two', 'composer', 'two:planned'])
  expect(availableBeside('one:planned')).toEqual(['one', 'two', 'composer', 'two:planned'])
  expect(models.resolve('one:planned', new Set(['one']))).toMatchObject({ servedAs: 'two' })
  expect(models.resolve(undefined, new Set(['one', 'two', 'composer']))).toEqual({ unknown: true })
})

test('a model that plans may be the default', () => {
  const openai = { baseUrl: 'http://127.0.0.1:1/v1', models: ['llama'] }
  expect(servedAs({ defaultModel: 'llama:planned', openai })).toBe('llama:planned')
})

test('DEFAULT_MODEL takes precedence over the choice by key', () => {
  expect(servedAs({ defaultModel: 'composer', openai: { apiKey: 'k', models: [] } })).toBe('composer')
})

test('an unknown id is refused and never replaced silently', () => {
  expect(servedAs({}, 'gpt-9')).toBe('unknown')
  expect(servedAs({}, '')).toBe('unknown')
  expect(servedAs({}, '__proto__')).toBe('unknown')
})

test('an invalid configuration is refused with the variable’s name', () => {
  expect(() => createModels({ defaultModel: 'gpt-4o' })).toThrow(ModelsConfigError)
  expect(() => createModels({ defaultModel: 'gpt-4o' })).toThrow(/DEFAULT_MODEL/)
  expect(() => createModels({ openai: { baseUrl: 'http://127.0.0.1:1/v1', models: [] } })).toThrow(
    /OPENAI_MODELS/,
  )
})

test('a picture costs the credits of the model that draws it', () => {
  const openai = { baseUrl: 'http://127.0.0.1:1/v1', models: ['llama', 'qwen'] }
  const models = createModels({ openai, credits: { others: 2, byModel: { llama: 5, 'qwen:planned': 3 } } })
  const listed = Object.fromEntries(models.list().map(({ id, credits }) => [id, credits]))
  expect(listed).toEqual({
    composer: 2,
    llama: 5,
    'llama:planned': 5,
    qwen: 2,
    'qwen:planned': 3,
    // The default draws for these.
    'gpt-4o': 5,
    'gpt-4o:planned': 5,
    'gpt-5-mini-2025-08-07': 5,
    'gpt-5-mini-2025-08-07:planned': 5,
  })
  expect(models.resolve('gpt-4o')).toMatchObject({ servedAs: 'llama', credits: 5 })
  expect(models.resolve('llama', new Set(['llama']))).toMatchObject({ servedAs: 'qwen', credits: 2 })
  expect(() => createModels({ openai, credits: { byModel: { lama: 5 } } })).toThrow(
    /MODEL_CREDITS names the model lama/,
  )
})
