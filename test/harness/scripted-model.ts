import { frame, type ScriptedServer, startScriptedServer, usualUsage, type Wire } from './scripted-server.ts'

export { answerWith, createGate, type Script, smallPicture } from './scripted-server.ts'

export type ChatBody = {
  model: string
  stream?: boolean
  messages: { role: string; content: unknown }[]
  [key: string]: unknown
}

export type ScriptedModel = ScriptedServer<ChatBody> & {
  /** Base URL for an OpenAI-compatible client, `/v1` included. */
  url: string
}

/** A real HTTP server on 127.0.0.1 that speaks OpenAI's streamed `/v1/chat/completions` from a script. */
export async function startScriptedModel(): Promise<ScriptedModel> {
  const server = await startScriptedServer(chatCompletions)
  return { ...server, url: `${server.origin}/v1` }
}

const chatCompletions: Wire<ChatBody> = {
  accepts: (path) => path.endsWith('/chat/completions'),
  begin: (body) => choice({ delta: { role: 'assistant', content: '' } }, body.model),
  text: (piece) => choice({ delta: { content: piece } }),
  thought: (piece) => choice({ delta: { reasoning_content: piece } }),
  end(script) {
    const { finish = 'stop', refusal } = script
    const usage = script.usage === undefined ? usualUsage : script.usage
    return [
      refusal === undefined ? '' : choice({ delta: { refusal } }),
      finish === null ? '' : choice({ delta: {}, finish_reason: script.rawFinish ?? finish }),
      usage === null ? '' : frame({ ...envelope(), choices: [], usage: describeUsage(usage) }),
      'data: [DONE]\n\n',
    ].join('')
  },
  errorFrame: (error) => frame({ error }),
  errorBody: ({ type, code }) => ({
    error: { message: 'scripted failure', type: type ?? null, code: code ?? null },
  }),
}

function choice(fields: object, model?: string): string {
  return frame({ ...envelope(model), choices: [{ index: 0, finish_reason: null, ...fields }] })
}

function envelope(model = 'scripted'): object {
  return { id: 'chatcmpl-scripted', object: 'chat.completion.chunk', created: 0, model }
}

function describeUsage({ input, cached, output }: typeof usualUsage): object {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached ?? 0 },
  }
}
