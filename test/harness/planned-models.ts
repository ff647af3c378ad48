import {
  createModels,
  ModelError,
  type ModelsConfig,
  type ModelUsage,
  type PictureReading,
  type SvgModel,
} from '../../apps/server/src/models/index.ts'
import { answerWith, type Script, type ScriptedModel, startScriptedModel } from './scripted-model.ts'

export const request = { prompt: 'a red fox under a tree', style: 'flat', seed: 7 } as const

export const fox = {
  id: 'fox',
  concept: 'fox',
  count: 1,
  colour: 'red',
  size: null,
  place: { under: 'tree' },
}
export const tree = { id: 'tree', concept: 'tree', count: 1, colour: null, size: null, place: null }
/** What a model should answer to `request`. */
export const plan = { background: null, emblem: false, things: [fox, tree] }
export const written = JSON.stringify(plan)

export type Outcome = {
  svg: string
  usages: ModelUsage[]
  readings: PictureReading[]
  /** Pictures of the plan while it was written. */
  drafts: string[]
  error: ModelError | undefined
  /** The bodies of the requests. */
  asked: Record<string, unknown>[]
}

export type PlanningServer = AsyncDisposable & {
  server: ScriptedModel
  /** `<id>:planned`, with the compatible server in its configuration. */
  modelOf(config?: Partial<ModelsConfig>, id?: string): SvgModel
  /** The server answers the requests for one picture with `scripts`, in order. */
  draw(scripts: Script[], model?: SvgModel, asked?: object, onDraft?: () => void): Promise<Outcome>
}

/** A compatible server with a model that plans, at 1 dollar a million input tokens and 2 for output. */
export async function startPlanningServer(): Promise<PlanningServer> {
  const server = await startScriptedModel()
  const modelOf: PlanningServer['modelOf'] = (config = {}, id = 'small') => {
    const openai = { baseUrl: server.url, models: ['small'], ...config.openai }
    const resolved = createModels({ ...config, openai }).resolve(`${id}:planned`)
    if ('unknown' in resolved) throw new Error('the registry does not know its own model')
    return resolved.model
  }
  const usual = modelOf({ prices: { small: { input: 1, output: 2 } } })
  return {
    server,
    modelOf,
    async draw(scripts, model = usual, asked = {}, onDraft = () => {}) {
      const before = server.requests.length
      server.respondWith(...scripts)
      const outcome: Outcome = { svg: '', usages: [], readings: [], drafts: [], error: undefined, asked: [] }
      try {
        const stream = model.streamSvg({ ...request, ...asked }, new AbortController().signal, {
          onUsage: (usage) => outcome.usages.push(usage),
          onReading: (reading) => outcome.readings.push(reading),
          onDraft(svg) {
            outcome.drafts.push(svg)
            onDraft()
          },
        })
        for await (const piece of stream) outcome.svg += piece
      } catch (error) {
        if (!(error instanceof ModelError)) throw error
        outcome.error = error
      }
      outcome.asked = server.requests.slice(before).map(({ body }) => body)
      return outcome
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

export const answer = (text: string): Script => answerWith(text, 30)
export const namesOf = ({ readings }: Outcome) => readings[0]?.report.drawn.map(({ name }) => name)
/** What a request says, 0 for the system's text and 1 for the user's. */
export const messageOf = (body: Record<string, unknown> = {}, at: number) =>
  String((body.messages as { content: string }[])[at]?.content)
