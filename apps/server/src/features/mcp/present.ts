import type { CallToolResult } from '@modelcontextprotocol/server'
import type { FileLinks, RenderedPicture } from '../gallery/index.ts'
import { hasEnded } from '../jobs/index.ts'
import { type TaskJobs, taskIdOf } from './task-jobs.ts'
import type { Call } from './tool.ts'

export type PresentJobsDeps = {
  links: FileLinks
  renderPicture: RenderedPicture
}

type Content = CallToolResult['content'][number]
type Picture = { id: string; prompt: string; svg: string }

/** Larger pictures, and pictures beside others, are linked: they would fill the model's context. */
const embeddedBytesMax = 32 * 1024
/** More pictures than this are shown without a PNG each. */
const renderedMax = 4
const pngSize = 512

export const svgUri = (id: string): string => `chatsvg://pictures/${id}.svg`
export const pngUri = (id: string): string => `chatsvg://pictures/${id}.png`

/** The pictures of a request so far. It is an error if there is none and none will come. */
export async function presentJobs(
  { links, renderPicture }: PresentJobsDeps,
  call: Call,
  jobs: TaskJobs,
): Promise<CallToolResult> {
  const pictures = jobs.flatMap(({ generation }) => generation ?? [])
  const failed = jobs.filter(({ job }) => job.status === 'FAILED')
  const isFinished = jobs.every(({ job }) => hasEnded(job))
  const shown = await Promise.all(
    pictures.map((picture) =>
      presentPicture(renderPicture, call, picture, {
        isLinked: pictures.length > 1,
        isRendered: pictures.length <= renderedMax,
      }),
    ),
  )
  return {
    ...(failed.length === jobs.length && { isError: true }),
    content: [{ type: 'text', text: describe(jobs) }, ...shown.flat()],
    structuredContent: {
      id: taskIdOf(jobs),
      isFinished,
      pictures: pictures.map((picture) => ({
        id: picture.id,
        prompt: picture.prompt,
        style: picture.style,
        model: picture.model,
        privacy: picture.privacy,
        uri: svgUri(picture.id),
        svgUrl: links.svgUrl(picture),
      })),
      failures: failed.map(({ job: { id, prompt, errorCode, errorMessage } }) => ({
        jobId: id,
        prompt,
        code: errorCode,
        message: errorMessage,
      })),
    },
  }
}

/** The picture as a resource with a PNG beside it. */
export async function presentPicture(
  renderPicture: RenderedPicture,
  { caller }: Call,
  { id, prompt, svg }: Picture,
  { isLinked = false, isRendered = true } = {},
): Promise<Content[]> {
  const [uri, mimeType] = [svgUri(id), 'image/svg+xml']
  const size = Buffer.byteLength(svg)
  const resource: Content =
    isLinked || size > embeddedBytesMax
      ? { type: 'resource_link', uri, name: `${id}.svg`, title: prompt, mimeType, size }
      : { type: 'resource', resource: { uri, mimeType, text: svg } }
  if (!isRendered) return [resource]
  // A picture that cannot be rendered now is shown without its PNG.
  const png = await renderPicture({ id, svg }, pngSize, caller.userId).catch(() => undefined)
  if (!png) return [resource]
  return [resource, { type: 'image', data: png.toString('base64'), mimeType: 'image/png' }]
}

function describe(jobs: TaskJobs): string {
  const lines = jobs.map(({ job, generation }) => {
    if (generation) return `Picture ${generation.id}: ${generation.prompt}`
    if (job.status === 'FAILED') return `Not drawn (${job.errorCode}): ${job.errorMessage}`
    return `Not finished: ${job.prompt}`
  })
  if (jobs.every(({ job }) => hasEnded(job))) return lines.join('\n')
  return [...lines, `Ask get_picture for ${taskIdOf(jobs)} to see the rest.`].join('\n')
}
