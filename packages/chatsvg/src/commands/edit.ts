import { readFile } from 'node:fs/promises'
import { createIdempotencyKey, type Job, NotFoundError } from '@chatsvg/client'
import { connect, type Service, type ServiceOptions } from '../connect.ts'
import { drawWithService } from '../draw-with-service.ts'
import { findPicture } from '../drawn-files.ts'
import { UsageError } from '../exit-status.ts'
import { prepareOutput } from '../output-files.ts'
import { escapeLine, printNote, readText, type Terminal } from '../terminal.ts'

export type EditOptions = ServiceOptions & {
  output?: string
  id?: string
  model?: string
  private?: boolean
  json: boolean
  preview: boolean
}

/**
 * `chatsvg edit <file> <instruction>`: makes a new version of the picture in a file, and writes it to the
 * file. A file that the service did not draw, or that was changed since, is uploaded first, as a private
 * picture.
 */
export async function edit(
  terminal: Terminal,
  file: string,
  given: string,
  { output: path = file, id, model, json, preview, ...options }: EditOptions,
): Promise<number> {
  if (file === '-' && given === '-')
    throw new UsageError('Standard input cannot be both picture and instruction.')
  if (json && path === '-') throw new UsageError('--json and -o - both need standard output.')
  const output = await prepareOutput(path, 1)
  const svg = file === '-' ? await readText(terminal, file) : await readFile(file, 'utf8')
  const instruction = (await readText(terminal, given)).trim()
  const service = await connect(terminal, options)
  const say = (text: string) => printNote(terminal, text)

  async function change(pictureId: string): Promise<Job> {
    const answer = await service.client.call('POST /api/svg/{id}/edits', {
      params: { id: pictureId },
      body: { instruction, privacy: options.private === true, ...(model !== undefined && { model }) },
      idempotencyKey: createIdempotencyKey(),
    })
    if (!('job' in answer && answer.job))
      throw new TypeError('The service answered an instruction without a job.')
    return answer.job
  }

  async function request(): Promise<Job[]> {
    const known = id ?? (await findPicture(terminal.environment, svg, service.url))
    if (known === undefined)
      say('The file was not drawn here, or was changed since: it is uploaded, as private.')
    else
      try {
        return [await change(known)]
      } catch (error) {
        if (id !== undefined || !(error instanceof NotFoundError)) throw error
        say('The service has the picture no more, or not for this key: the file is uploaded, as private.')
      }
    return [await change(await upload(service, svg, say))]
  }

  return drawWithService(terminal, service, request, { json, preview, output })
}

/** @returns the id of the picture. */
async function upload({ client }: Service, svg: string, say: (text: string) => void): Promise<string> {
  const body = { svg, privacy: true }
  const answer = await client.call('POST /api/svg', { body, idempotencyKey: createIdempotencyKey() })
  const notes = 'report' in answer ? answer.report.notes : []
  const left = notes.map(({ code, subject, count }) => `${code} ${subject}${count > 1 ? ` (${count})` : ''}`)
  if (left.length > 0) say(`The service changed in the file: ${escapeLine(left.join(', '))}`)
  return answer.svgGeneration.id
}
