import { type CallInput, createIdempotencyKey } from '@chatsvg/client'
import { connect } from '../connect.ts'
import type { DrawOptions } from '../draw-options.ts'
import { drawWithService } from '../draw-with-service.ts'
import { UsageError } from '../exit-status.ts'
import { prepareOutput } from '../output-files.ts'
import { readText, type Terminal } from '../terminal.ts'

type Body = CallInput<'POST /api/svg/generate-svg'>['body']

/** `chatsvg draw <prompt>`: draws pictures of a sentence. */
export async function draw(terminal: Terminal, given: string, options: DrawOptions): Promise<number> {
  const { n, json, preview, style, model, palette, background, size } = options
  if (json && options.output === '-') throw new UsageError('--json and -o - both need standard output.')
  const output = await prepareOutput(options.output, n)
  const prompt = (await readText(terminal, given)).trim()
  if (options.offline) {
    const { drawOffline } = await import('./draw-offline.ts')
    return drawOffline(terminal, prompt, options, output)
  }
  const service = await connect(terminal, options)
  const body: Body = {
    prompt,
    style: style as Body['style'],
    privacy: options.private === true,
    ...(n > 1 && { count: n }),
    ...(size && { width: size[0], height: size[1] }),
    ...(model !== undefined && { model }),
    ...(background !== undefined && { background }),
    ...(palette && { palette }),
  }
  const idempotencyKey = createIdempotencyKey()
  const request = async () => {
    const { job, jobs } = await service.client.call('POST /api/svg/generate-svg', { body, idempotencyKey })
    return jobs ?? [job]
  }
  return drawWithService(terminal, service, request, { json, preview, output })
}
