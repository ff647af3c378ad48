import { createTestDatabase, type TestDatabase } from './database.ts'
import { keep } from './keep.ts'
import { type ScriptedModel, startScriptedModel } from './scripted-model.ts'
import { type Environment, limitsOff, testSecret } from './service.ts'

export type ScriptedShare = { database: TestDatabase; model: ScriptedModel; environment: Environment }

/**
 * What the processes of a service with a scripted model share: start them with `environment`. Kept until the
 * end of the running test.
 */
export async function openScriptedShare(more: Environment = {}): Promise<ScriptedShare> {
  const database = keep(await createTestDatabase())
  const model = keep(await startScriptedModel())
  const environment = {
    ...limitsOff,
    DATABASE_URL: database.url,
    JWT_SECRET: testSecret,
    OPENAI_BASE_URL: model.url,
    OPENAI_MODELS: 'scripted',
    ...more,
  }
  return { database, model, environment }
}
