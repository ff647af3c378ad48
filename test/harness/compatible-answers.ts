import {
  createModels,
  ModelError,
  type ModelsConfig,
  type ModelUsage,
} from '../../apps/server/src/models/index.ts'
import { type Script, type ScriptedModel, smallPicture } from './scripted-model.ts'

const request = { prompt: 'a red fox under a tree', style: 'flat', seed: 7 } as const

export type Drawing = { text: string; usages: ModelUsage[]; error: ModelError | undefined; asked: number[] }

/**
 * Requests a picture from a compatible server through the real adapter; the server answers the requests with
 * `scripts`, in order. `asked` has the requested maximum lengths.
 */
export async function drawWith(
  server: ScriptedModel,
  scripts: Script[],
  config: Partial<ModelsConfig> = {},
  id = 'm',
): Promise<Drawing> {
  const before = server.requests.length
  server.respondWith(...scripts)
  const openai = { baseUrl: server.url, models: [id], ...config.openai }
  const resolved = createModels({ ...config, openai }).resolve(id)
  if ('unknown' in resolved) throw new Error('the registry does not know its own model')
  const outcome: Drawing = { text: '', usages: [], error: undefined, asked: [] }
  try {
    const signal = new AbortController().signal
    for await (const piece of resolved.model.streamSvg(request, signal, {
      onUsage: (usage) => outcome.usages.push(usage),
    }))
      outcome.text += piece
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    outcome.error = error
  }
  outcome.asked = server.requests.slice(before).map(({ body }) => Number(body.max_tokens))
  return outcome
}

const half = smallPicture.slice(0, 60)
export const rest = smallPicture.slice(60)
export const chunk = (delta: object, more: object = {}): string =>
  JSON.stringify({ choices: [{ index: 0, delta, finish_reason: null, ...more }] })
export const event = (data: string): string => `data: ${data}\n\n`
export const body = (...events: string[]): Script => ({ kind: 'raw', body: events.join('') })
export const begun = event(chunk({ role: 'assistant', content: half }))
export const ended = event(chunk({ content: rest }))
export const stop = event(chunk({}, { finish_reason: 'stop' }))
export const done = event('[DONE]')
