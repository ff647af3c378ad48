import { Type } from 'typebox'
import { styles } from '../../models/index.ts'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { editLimitHook } from '../edits/index.ts'
import { findVisible, galleryErrors, type PublicPages, presentWhole } from '../gallery/index.ts'
import { type QuoteBody, type QuoteDeps, quoteFields, quoteRequest } from '../quotes/index.ts'
import { editsArgument } from './edit-language.ts'
import { type PresentJobsDeps, presentJobs, presentPicture, svgUri } from './present.ts'
import { previewMeta } from './preview-app.ts'
import { findTaskJobs } from './task-jobs.ts'
import { defineTool, type Tool } from './tool.ts'

export type ReadingToolsDeps = PresentJobsDeps & QuoteDeps & { db: Db; pages: PublicPages }

const reads = { readOnlyHint: true, openWorldHint: false }
const shownMax = 50
const usuallyShown = 10
const optionalText = (description: string) => Type.Optional(Type.String({ description }))

type PublicPage = {
  publicGenerations: { id: string; prompt: string; style: string; svgUrl: string }[]
  nextCursor: string | null
}

/** Tools that change nothing. */
export function createReadingTools(deps: ReadingToolsDeps): Tool[] {
  const { db, pages, authentication, requesting } = deps
  const limitEdits = editLimitHook(authentication, deps.limiter)
  const quoted = quoteFields(requesting.models)

  return [
    defineTool({
      name: 'get_picture',
      title: 'Get a picture',
      description:
        'Gets a picture as SVG and PNG, with what is known about it: your own one, or a public one. Also takes the id of a job or a set of yours, and tells how far it is.',
      scopes: ['pictures:read'],
      annotations: reads,
      meta: previewMeta,
      fields: {
        properties: { id: Type.String({ description: 'of a picture, a job or a set' }) },
        rules: { id: { problems: galleryErrors.svg_not_found.any } },
      },
      async run(call, { id }) {
        const { userId } = call.caller
        const picture = isUuid(id) ? await findVisible(db, id, userId) : undefined
        if (picture) {
          const { svg: _, ...about } = presentWhole(picture)
          const shown = await presentPicture(deps.renderPicture, call, picture)
          const text = `Picture ${id}: ${picture.prompt}`
          return { content: [{ type: 'text', text }, ...shown], structuredContent: about }
        }
        const jobs = await findTaskJobs(db, userId, id)
        if (!jobs) throw new AppError(galleryErrors.svg_not_found.any)
        return presentJobs(deps, call, jobs)
      },
    }),
    defineTool({
      name: 'search_gallery',
      title: 'Search the gallery',
      description: 'Finds public pictures by words, style and model, newest first.',
      scopes: ['pictures:read'],
      annotations: reads,
      fields: {
        properties: {
          q: optionalText('words that their prompts contain; all pictures without it'),
          style: Type.Optional(Type.Enum([...styles])),
          model: optionalText('an id that list_styles lists'),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: shownMax, default: usuallyShown })),
          cursor: optionalText('`nextCursor` of the page before'),
        },
        rules: {},
      },
      async run(call, { limit = usuallyShown, ...query }) {
        const { body } = await pages.read({ ...query, limit: String(limit) }, () => call.caller.userId)
        const { publicGenerations, nextCursor } = JSON.parse(body.toString()) as PublicPage
        const pictures = publicGenerations.map((picture) => ({ ...picture, uri: svgUri(picture.id) }))
        const lines = pictures.map(({ id, style, prompt }) => `${id} (${style}): ${prompt}`)
        const text = lines.join('\n') || 'No picture was found'
        return { content: [{ type: 'text', text }], structuredContent: { pictures, nextCursor } }
      },
    }),
    defineTool({
      name: 'list_styles',
      title: 'List styles and models',
      description: 'Lists the styles in which pictures are drawn, and the models that draw them.',
      scopes: ['pictures:read', 'pictures:write', 'edits'],
      annotations: reads,
      fields: { properties: {}, rules: {} },
      async run() {
        const models = (await requesting.models.read()).list()
        const names = models
          .filter(({ available }) => available)
          .map(({ id, credits }) => `${id} (${credits})`)
        const text = `Styles: ${styles.join(', ')}\nModels (credits for a picture): ${names.join(', ')}`
        return { content: [{ type: 'text', text }], structuredContent: { styles: [...styles], models } }
      },
    }),
    defineTool({
      name: 'quote',
      title: 'Ask for the price',
      description:
        'Says what draw_svg, make_set or edit_svg would cost with the same arguments, and whether they would be accepted now. Charges nothing.',
      scopes: ['pictures:write'],
      annotations: reads,
      fields: { ...quoted, properties: { ...quoted.properties, edits: editsArgument } },
      async run(call, request) {
        await limitEdits(call.req, call.reply)
        const quote = await quoteRequest(deps, call.req, request as QuoteBody)
        const { credits, accepted, code, balance } = quote
        const verdict = accepted ? 'It would be accepted.' : `It would be refused: ${code}.`
        const text = `Costs ${credits} credits of ${balance}. ${verdict}`
        return { content: [{ type: 'text', text }], structuredContent: quote }
      },
    }),
  ]
}
