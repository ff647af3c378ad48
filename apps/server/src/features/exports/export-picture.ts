import type { ComponentForm } from '@chatsvg/svg'
import { LRUCache } from 'lru-cache'
import { createFairTurns, TurnsFullError } from '../../platform/async/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { PngRenderer } from '../../platform/png/index.ts'
import { ProcessError } from '../../platform/processes/index.ts'
import type { ThreadPool } from '../../platform/threads/index.ts'
import { componentNameOf, explainRenderError, rendererBusy } from '../gallery/index.ts'
import type { Conversion, Converted } from './convert-picture.ts'
import { exportErrors, exportsLimited } from './errors.ts'
import { faviconSizes, makeSquare } from './favicon-images.ts'
import { exportLimits, retryAfterSeconds } from './limits.ts'
import { convertPictureTask } from './thread-tasks.ts'
import type { PdfPlan } from './write-pdf.ts'

export type ExporterDeps = Pick<PngRenderer, 'render' | 'renderPlain'> & {
  /** Runs a task in a pool that is only for conversions, so that they delay nothing else. */
  runTask: ThreadPool['run']
}

export type ExportedPicture = { id: string; prompt: string; svg: string }

/** A format and its options. */
export type ExportFormat =
  | { to: 'drawable' | 'swift' | 'pdf' | 'favicon' | 'current color' }
  | { to: 'lottie' | 'animated'; motion: Extract<Conversion, { to: 'animated' }>['motion'] }
  | { to: 'cut'; sizeMm: number }
  | { to: 'component'; form: ComponentForm }

export type ExportedFile = { content: Buffer; leftOut: readonly string[] }

export type Exporter = {
  /**
   * The picture in a format, cached in memory. Requests for the same file share one conversion.
   *
   * @param client the client that requests it. Clients take turns, and each has at most one conversion that
   *   runs.
   * @throws AppError `picture_too_complex`, `picture_not_single_colored`, `svg_not_renderable`;
   *   `rate_limited` when too many conversions of the client are waiting, `service_unavailable` when too many
   *   of all clients are.
   */
  exportPicture(picture: ExportedPicture, format: ExportFormat, client: string): Promise<ExportedFile>
}

const cacheBytesMax = 16 * 1024 * 1024
/** Memory of a cache entry in addition to its bytes. */
const entryBytes = 1_300
/** How long the service does not retry a picture that was too complex for a format. */
const refusedMs = 60_000
/** The longer side in pixels of a part that a PDF contains as an image. */
const partSize = 1_536

export function createExporter({ render, renderPlain, runTask }: ExporterDeps): Exporter {
  const kept = new LRUCache<string, ExportedFile>({
    maxSize: cacheBytesMax,
    sizeCalculation: ({ content }) => content.buffer.byteLength + entryBytes,
  })
  const refused = new LRUCache<string, AppError>({ max: 1_000, ttl: refusedMs })
  const running = new Map<string, Promise<ExportedFile>>()
  const byClient = new Map<string, number>()
  const { threadsMax, waitingMax, ofClientMax } = exportLimits
  const turns = createFairTurns({ atOnceMax: threadsMax, ofClientAtOnceMax: 1, waitingMax })

  async function inTurn<Result>(client: string, work: () => Promise<Result>): Promise<Result> {
    const headers = { 'retry-after': retryAfterSeconds }
    const own = byClient.get(client) ?? 0
    if (own >= ofClientMax) throw new AppError(exportsLimited, { headers })
    byClient.set(client, own + 1)
    try {
      using _turn = await turns.take(client)
      return await work()
    } catch (error) {
      throw error instanceof TurnsFullError ? new AppError(rendererBusy, { headers }) : error
    } finally {
      const left = (byClient.get(client) ?? 1) - 1
      if (left > 0) byClient.set(client, left)
      else byClient.delete(client)
    }
  }

  async function convert(conversion: Conversion): Promise<Extract<Converted, { ok: true }>> {
    const converted = await runTask(convertPictureTask, conversion).catch((error: unknown) => {
      throw isAboutPicture(error) ? new AppError(exportErrors.picture_too_complex, { cause: error }) : error
    })
    if (!converted.ok) throw new AppError(exportErrors[converted.problem])
    return converted
  }

  async function convertToFile(conversion: Conversion): Promise<ExportedFile> {
    const converted = await convert(conversion)
    if (!('content' in converted)) throw new Error(`${conversion.to} is no file`)
    const { content, leftOut } = converted
    return {
      content: typeof content === 'string' ? Buffer.from(content) : Buffer.from(content.buffer),
      leftOut,
    }
  }

  async function exportPdf(plain: string, client: string): Promise<ExportedFile> {
    const planned = await convert({ to: 'pdf plan', plain })
    const { plan } = planned as { plan: PdfPlan }
    const images: Uint8Array[] = []
    for (const { svg } of plan.parts) images.push(await render(svg, { size: partSize, client }))
    return convertToFile({ to: 'pdf', plan, images })
  }

  async function exportFavicon({ prompt, svg }: ExportedPicture, client: string): Promise<ExportedFile> {
    const square = makeSquare(svg)
    const pngs: Uint8Array[] = []
    for (const size of faviconSizes) pngs.push(await render(square, { size, client }))
    return convertToFile({ to: 'favicon', parts: { svg: square, name: prompt.slice(0, nameCharsMax), pngs } })
  }

  async function make(picture: ExportedPicture, format: ExportFormat, client: string): Promise<ExportedFile> {
    const { id, prompt, svg } = picture
    if (format.to === 'current color') return convertToFile({ to: 'current color', svg })
    if (format.to === 'component') return convertToFile({ ...format, svg, name: componentNameOf(prompt) })
    if (format.to === 'favicon') return exportFavicon(picture, client)
    if (format.to === 'animated') {
      const prefix = `m${id.replaceAll('-', '').slice(-8)}-`
      return convertToFile({ to: 'animated', svg, prefix, motion: format.motion })
    }
    const plain = await renderPlain(svg, { client })
    if (format.to === 'pdf') return exportPdf(plain, client)
    if (format.to === 'swift') return convertToFile({ to: 'swift', plain, name: componentNameOf(prompt) })
    return convertToFile({ ...format, plain } as Conversion)
  }

  async function makeOnce(key: string, ...given: Parameters<typeof make>): Promise<ExportedFile> {
    try {
      const file = await inTurn(given[2], () => make(...given))
      kept.set(key, file)
      return file
    } catch (error) {
      const told = error instanceof ProcessError ? explainRenderError(error) : error
      if (told instanceof AppError && told.status === 422) refused.set(refusalKeyOf(given[0], given[1]), told)
      throw told
    } finally {
      running.delete(key)
    }
  }

  return {
    async exportPicture(picture, format, client) {
      const key = `${picture.id} ${JSON.stringify(format)}`
      const file = kept.get(key)
      if (file) return file
      const refusal = refused.get(refusalKeyOf(picture, format))
      if (refusal) throw refusal
      const making = running.get(key) ?? makeOnce(key, picture, format, client)
      running.set(key, making)
      return making
    },
  }
}

const nameCharsMax = 60

/** Sizes and motions take about the same time, and there are thousands of sizes. */
const refusalKeyOf = ({ id }: ExportedPicture, { to }: ExportFormat) => `${id} ${to}`

/** It took too long, or more memory than a thread may have. */
function isAboutPicture(error: unknown): boolean {
  const { name, code } = error as { name?: string; code?: string }
  return name === 'TimeoutError' || code === 'ERR_WORKER_OUT_OF_MEMORY'
}
