import createDomPurify from 'dompurify'
import { JSDOM } from 'jsdom'
import { SaxesParser } from 'saxes'
import { keepHeapSmall, letYoungGenerationGrow } from '../../apps/server/src/app/heap.ts'
import { answerParent } from '../child.ts'
import { type Calls, measureCalls } from '../measure-calls.ts'
import { createPicture } from '../pictures.ts'

export type SanitiseTask = { bytes: number; measureMs: number }
export type SanitiseAnswer = { sanitised: Calls; parsed: Calls; purified: Calls }

const picturesCount = 16

answerParent<SanitiseTask, SanitiseAnswer>(async ({ bytes, measureMs }) => {
  // The built code, and the settings of the heap, as the service runs it.
  keepHeapSmall()
  letYoungGenerationGrow()
  const built = new URL('../../packages/svg/dist/index.js', import.meta.url).href
  const { sanitizeSvg } = (await import(built)) as typeof import('@chatsvg/svg')
  const pictures = Array.from({ length: picturesCount }, (_, seed) => createPicture(bytes, seed))
  for (const picture of pictures) {
    const result = sanitizeSvg(picture)
    if (!result.ok) throw new Error(`the picture was rejected: ${result.rejection.message}`)
  }
  return {
    sanitised: measureCalls(pictures, measureMs, (picture) => sanitizeSvg(picture)),
    parsed: measureCalls(pictures, measureMs, parse),
    purified: measureCalls(pictures, measureMs, createPurify()),
  }
})

/** The best case for a service: the window is created once. */
function createPurify(): (text: string) => string {
  const { window } = new JSDOM('')
  // jsdom's window has the required members, although its types do not say so.
  const purify = createDomPurify(window as unknown as Parameters<typeof createDomPurify>[0])
  return (text) => purify.sanitize(text, { USE_PROFILES: { svg: true, svgFilters: true } })
}

function parse(text: string): number {
  const parser = new SaxesParser({ xmlns: false, position: false })
  let tags = 0
  parser.on('opentag', () => {
    tags += 1
  })
  parser.write(text).close()
  return tags
}
