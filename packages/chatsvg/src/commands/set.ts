import { readFile } from 'node:fs/promises'
import { type CallInput, createIdempotencyKey } from '@chatsvg/client'
import { connect, type ServiceOptions } from '../connect.ts'
import type { LookOptions } from '../draw-options.ts'
import { drawWithService } from '../draw-with-service.ts'
import { UsageError } from '../exit-status.ts'
import { type Output, preparePath } from '../output-files.ts'
import { readText, type Terminal } from '../terminal.ts'

type Body = CallInput<'POST /api/svg/sets'>['body']

export type SetOptions = ServiceOptions &
  LookOptions & { output?: string; strokeWidth?: number; json: boolean }

/**
 * `chatsvg set <file>`: draws matching pictures, one for each line of the file. They go into a folder, or
 * with PNG files and components into the archive that `-o` names.
 */
export async function drawSet(
  terminal: Terminal,
  file: string,
  { json, style, model, palette, strokeWidth, ...options }: SetOptions,
): Promise<number> {
  if (options.output === '-')
    throw new UsageError('A set needs a folder or an archive: -o icons/ or -o icons.zip.')
  const text = file === '-' ? await readText(terminal, file) : await readFile(file, 'utf8')
  const prompts = text.split(/\r?\n/).flatMap((line) => line.trim() || [])
  const service = await connect(terminal, options)
  let id = ''
  const output = await prepareSetOutput(options.output, () =>
    service.client.fetchFile('GET /api/svg/sets/{id}/files.zip', { params: { id } }),
  )
  const body: Body = {
    prompts,
    style: style as Body['style'],
    privacy: options.private === true,
    ...(model !== undefined && { model }),
    ...(palette && { palette }),
    ...(strokeWidth !== undefined && { strokeWidth }),
  }
  const idempotencyKey = createIdempotencyKey()
  const request = async () => {
    const { set, jobs } = await service.client.call('POST /api/svg/sets', { body, idempotencyKey })
    id = set.id
    return jobs
  }
  return drawWithService(terminal, service, request, { json, preview: false, output })
}

async function prepareSetOutput(given: string | undefined, fetch: () => Promise<Blob>): Promise<Output> {
  if (!given?.endsWith('.zip')) return preparePath(`${given ?? '.'}/`)
  const { path } = await preparePath(given)
  return { kind: 'archive', path, fetch }
}
