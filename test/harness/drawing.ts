import type { Resources } from '@chatsvg/server/app/resources'
import { type Drawing, openDrawing } from '@chatsvg/server/features/drawing'
import { openVectorizer } from '@chatsvg/server/platform/vectorizer'
import { keep } from './keep.ts'

/** What a worker draws with, for tests that do its work themselves. */
export const openTestDrawing = ({ threads, editThreads, renderer, log }: Resources): Drawing =>
  openDrawing({
    runTask: threads.run,
    runEdits: editThreads.run,
    renderPixels: renderer.renderPixels,
    vectorizer: keep(openVectorizer()),
    log,
  })
