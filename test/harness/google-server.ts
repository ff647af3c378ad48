import { frame, type ScriptedServer, startScriptedServer, usualUsage, type Wire } from './scripted-server.ts'

export type GenerateBody = {
  systemInstruction?: { parts: { text: string }[] }
  contents: { role: string; parts: { text: string }[] }[]
  generationConfig?: { maxOutputTokens?: number; thinkingConfig?: { thinkingLevel?: string } }
  [key: string]: unknown
}

export type GoogleServer = ScriptedServer<GenerateBody> & {
  /** Base URL for a client of the Gemini Developer API, `/v1beta` included. */
  url: string
}

/** A real HTTP server on 127.0.0.1 that speaks Google's `:streamGenerateContent?alt=sse` from a script. */
export async function startGoogleServer(): Promise<GoogleServer> {
  const server = await startScriptedServer(streamGenerateContent)
  return { ...server, url: `${server.origin}/v1beta` }
}

const finishReasons = { stop: 'STOP', length: 'MAX_TOKENS', content_filter: 'SAFETY' } as const

const streamGenerateContent: Wire<GenerateBody> = {
  accepts: (path) => /\/models\/[^/]+:streamGenerateContent\?alt=sse$/.test(path),
  begin: () => '',
  text: (text) => candidate({ content: { role: 'model', parts: [{ text }] } }),
  thought: (text) => candidate({ content: { role: 'model', parts: [{ text, thought: true }] } }),
  end(script) {
    const { finish = 'stop' } = script
    if (finish === null) return ''
    const usage = script.usage === undefined ? usualUsage : script.usage
    // A prompt that is refused in advance has no candidate.
    if (script.refusal !== undefined) return frame({ promptFeedback: { blockReason: script.refusal } })
    return candidate({ finishReason: script.rawFinish ?? finishReasons[finish] }, usage && describe(usage))
  },
  errorFrame: ({ code, message }) => frame({ error: { code: null, message, status: code ?? 'INTERNAL' } }),
  errorBody: ({ status, code, details }) => ({
    error: { code: status, message: 'scripted failure', status: code ?? 'UNKNOWN', details },
  }),
}

function candidate(fields: object, usageMetadata?: object | null): string {
  return frame({ candidates: [{ index: 0, ...fields }], ...(usageMetadata && { usageMetadata }) })
}

function describe({ input, cached, output }: typeof usualUsage): object {
  return {
    promptTokenCount: input,
    cachedContentTokenCount: cached ?? 0,
    candidatesTokenCount: output,
    totalTokenCount: input + output,
  }
}
