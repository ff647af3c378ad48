import { frame, type ScriptedServer, startScriptedServer, usualUsage, type Wire } from './scripted-server.ts'

export type MessagesBody = {
  model: string
  max_tokens: number
  stream?: boolean
  system?: { type: string; text: string }[]
  messages: { role: string; content: { type: string; text: string }[] }[]
  [key: string]: unknown
}

export type AnthropicServer = ScriptedServer<MessagesBody> & {
  /** Base URL for a client of the Messages API, `/v1` included. */
  url: string
}

/** A real HTTP server on 127.0.0.1 that streams Anthropic's `/v1/messages` from a script. */
export async function startAnthropicServer(): Promise<AnthropicServer> {
  const server = await startScriptedServer(messages)
  return { ...server, url: `${server.origin}/v1` }
}

/** A thought, where there is one, is block 0; the text is block 1. */
const thoughtIndex = 0
const textIndex = 1

const stopReasons = { stop: 'end_turn', length: 'max_tokens', content_filter: 'refusal' } as const

const messages: Wire<MessagesBody> = {
  accepts: (path) => path.endsWith('/messages'),
  begin: ({ model }) =>
    [
      event('message_start', {
        message: {
          id: 'msg_scripted',
          type: 'message',
          role: 'assistant',
          model,
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: usualUsage.input, output_tokens: 1 },
        },
      }),
      event('ping', {}),
      event('content_block_start', { index: textIndex, content_block: { type: 'text', text: '' } }),
    ].join(''),
  text: (text) => event('content_block_delta', { index: textIndex, delta: { type: 'text_delta', text } }),
  thought: (thinking) =>
    [
      event('content_block_start', {
        index: thoughtIndex,
        content_block: { type: 'thinking', thinking: '', signature: '' },
      }),
      event('content_block_delta', { index: thoughtIndex, delta: { type: 'thinking_delta', thinking } }),
      event('content_block_stop', { index: thoughtIndex }),
    ].join(''),
  end(script) {
    const { finish = 'stop' } = script
    const usage = script.usage ?? usualUsage
    if (finish === null) return ''
    return [
      event('content_block_stop', { index: textIndex }),
      event('message_delta', {
        delta: { stop_reason: script.rawFinish ?? stopReasons[finish], stop_sequence: null },
        // The vendor counts cached input separately.
        usage: {
          input_tokens: usage.input - (usage.cached ?? 0),
          cache_read_input_tokens: usage.cached ?? 0,
          output_tokens: usage.output,
        },
      }),
      event('message_stop', {}),
    ].join('')
  },
  errorFrame: ({ type, code, message }) => event('error', { error: { type: type ?? code, message } }),
  errorBody: ({ type, code }) => ({
    type: 'error',
    error: { type: type ?? code ?? 'api_error', message: 'scripted failure' },
    request_id: 'req_scripted',
  }),
}

function event(type: string, fields: object): string {
  return frame({ type, ...fields }, type)
}
