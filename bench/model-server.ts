import { type Child, startChild } from './child.ts'

export type ModelTask = {
  pictureBytes: number
  /** How long the model `streaming` takes for an answer. */
  streamMs: number
  /** The number of pieces of an answer. Unset: one for every 40 characters. */
  pieces?: number
}

export const instantModel = 'instant'
export const streamingModel = 'streaming'

/** The answers keep to this style. In another one each would be repaired, which is a second call. */
export const answerStyle = 'modern'

/**
 * A scripted language model in another process, so that the figures do not include the cost of a real one.
 * Answers with its port.
 */
export function startModelServer(task: ModelTask): Promise<Child<number>> {
  return startChild<number>(new URL('./model-process.ts', import.meta.url), task)
}

/** The settings with which a worker and an API offer its models. */
export function modelEnvironment(port: number): Record<string, string> {
  return {
    OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
    OPENAI_MODELS: `${instantModel},${streamingModel}`,
  }
}
