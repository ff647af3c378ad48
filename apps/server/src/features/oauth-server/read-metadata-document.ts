import { type Outbound, OutboundError } from '../../platform/outbound/index.ts'
import { bounds } from './bounds.ts'
import { completeMetadata } from './client-metadata.ts'

/**
 * Reads the metadata document of a client (OAuth Client ID Metadata Document, draft 02), whose URL anybody
 * can choose: from public addresses alone. Has the form of `fetch`, which the library calls.
 */
export function createDocumentReader({ get }: Pick<Outbound, 'get'>) {
  return async (url: string | URL | Request): Promise<Response> => {
    const { status, text, isWhole } = await get({
      url: String(url),
      headers: { accept: 'application/json' },
      timeoutMs: bounds.metadataTimeoutMs,
      answerBytesMax: bounds.metadataBytesMax,
    })
    if (!isWhole) throw new OutboundError('connection_failed')
    if (status !== 200) return new Response(null, { status: status >= 200 && status <= 599 ? status : 502 })
    return new Response(complete(text), { status, headers: { 'content-type': 'application/json' } })
  }
}

function complete(text: string): string {
  try {
    return JSON.stringify(completeMetadata(JSON.parse(text)))
  } catch {
    return text
  }
}
