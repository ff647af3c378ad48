import { startTestApi, type TestApi } from './api.ts'
import { type ScriptedModel, startScriptedModel } from './scripted-model.ts'
import type { Environment } from './service.ts'

export type ScriptedApi = TestApi & { model: ScriptedModel }

/** The service with a worker and a vendor's model named `scripted`, which is the default. */
export async function startScriptedApi(
  environment: Environment = {},
  roles = { worker: true },
): Promise<ScriptedApi> {
  const model = await startScriptedModel()
  const vendor = { OPENAI_BASE_URL: model.url, OPENAI_MODELS: 'scripted' }
  const api = await startTestApi({ ...vendor, ...environment }, roles)
  return {
    ...api,
    model,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]()
      await model[Symbol.asyncDispose]()
    },
  }
}
