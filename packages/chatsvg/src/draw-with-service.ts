import type { Job } from '@chatsvg/client'
import type { Service } from './connect.ts'
import { followJobs } from './follow-jobs.ts'
import { InterruptedError, interruptibly } from './interruption.ts'
import { createPreviewArea } from './preview-area.ts'
import { count, describeLeftBehind, type PrintOptions, printPictures } from './print-pictures.ts'
import { createProgressLine } from './progress-line.ts'
import { printNote, type Terminal } from './terminal.ts'

/**
 * Requests jobs, follows them, and saves and prints what became of them. The request is not stopped by
 * Ctrl-C, because it may have been charged: its jobs are cancelled instead.
 *
 * @param request has an idempotency key, so that a request without an answer is sent again.
 * @returns the exit status.
 */
export async function drawWithService(
  terminal: Terminal,
  service: Service,
  request: () => Promise<readonly Job[]>,
  options: PrintOptions,
): Promise<number> {
  return interruptibly(async (interruption) => {
    const line = createProgressLine(terminal)
    const area = createPreviewArea(terminal)
    const showPreviews = options.preview && !options.json
    const clear = () => {
      area[Symbol.dispose]()
      line[Symbol.dispose]()
    }
    const stopping = () => line.show('Stopping… press Ctrl-C again to end at once')
    interruption.addEventListener('abort', stopping)
    let jobs: readonly Job[] = []
    try {
      line.show('Asking…')
      jobs = await request()
      const followed = await followJobs(service, jobs, interruption, (ended, percent, previews) => {
        const done = jobs.length > 1 ? `, ${ended} of ${count(jobs.length, 'picture')} done` : ''
        if (interruption.aborted) return
        line.show(`Drawing… ${percent} %${done}`)
        if (showPreviews && previews.length > 0) area.show(previews)
      })
      clear()
      const status = await printPictures(terminal, service, followed, options)
      const { reason } = interruption
      return reason instanceof InterruptedError ? reason.status : status
    } catch (error) {
      clear()
      if (jobs.length > 0) printNote(terminal, describeLeftBehind(jobs))
      throw error
    }
  })
}
