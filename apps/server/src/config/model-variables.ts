import { countByModel, dollars, flag, integer, list, pricesByModel, text, url } from './variables.ts'

const generation = 'Generation'
const models = 'Models'

/** How jobs are drawn, by which models, and what these cost. */
export const modelVariables = {
  SVG_WORKER_CONCURRENCY: integer(
    { section: generation, help: 'jobs that one worker process runs at once' },
    2,
    1,
    256,
  ),
  GENERATION_TIMEOUT_SECONDS: integer(
    { section: generation, help: 'time that a job may run, over all its attempts' },
    120,
    1,
    3600,
  ),
  GENERATION_ATTEMPTS: integer({ section: generation, help: 'attempts before a job fails' }, 3, 1, 20),
  GENERATION_BACKOFF_MS: integer(
    { section: generation, help: 'wait before the second attempt; doubles' },
    5000,
    1,
    600_000,
  ),
  EXPOSE_QUEUE_COUNTS: flag(
    {
      section: generation,
      help: 'report how many jobs wait',
      shown: 'true on the embedded database, else false',
    },
    undefined,
  ),

  DEFAULT_MODEL: text({
    section: models,
    help: 'model of requests that name none',
    shown: 'the first configured vendor, else composer',
  }),
  OPENAI_API_KEY: text({ section: models, help: 'adds the OpenAI models', secret: true }),
  OPENAI_BASE_URL: url(
    { section: models, help: 'an OpenAI-compatible server, such as http://127.0.0.1:11434/v1' },
    ['http', 'https'],
  ),
  OPENAI_MODELS: list({
    section: models,
    help: 'ids of the models at OPENAI_BASE_URL, or of further models of OpenAI, comma-separated',
  }),
  OPENAI_MAX_OUTPUT_TOKENS: countByModel(
    {
      section: models,
      help: 'maximum of tokens of an answer of these models, thinking included: one number, or model=4096,other=8000',
      shown: '16000',
    },
    512,
    1_000_000,
  ),
  MODEL_PRICES: pricesByModel({
    section: models,
    help: 'US dollars for a million input and output tokens, as model=2.5/10,other=0.1/0.5; overrides the list prices',
    shown: 'list prices, none for OPENAI_BASE_URL',
  }),
  MODEL_CREDITS: countByModel(
    {
      section: models,
      help: 'credits for one picture: one number, or model=3,other=2',
      shown: '1',
    },
    0,
    1_000,
  ),
  CREDIT_VALUE_USD: dollars(
    {
      section: models,
      help: 'what a credit sells for, so that administrators see what models cost against it',
      shown: 'unknown',
    },
    0.0001,
  ),
  ANTHROPIC_API_KEY: text({
    section: models,
    help: 'adds the Anthropic models',
    secret: true,
  }),
  GOOGLE_GENERATIVE_AI_API_KEY: text({
    section: models,
    help: 'adds the Google models',
    secret: true,
  }),
}
