import { writeFile } from 'node:fs/promises'
import type { Job, JobReport } from '@chatsvg/client'
import type { Service } from './connect.ts'
import { rememberPicture } from './drawn-files.ts'
import { exitStatuses } from './exit-status.ts'
import type { EndedJob, FollowedJobs } from './follow-jobs.ts'
import { fetchPng, showInline } from './inline-image.ts'
import { type Output, writePictures } from './output-files.ts'
import { escapeLine, printNote, printResult, type Terminal } from './terminal.ts'

export type PrintOptions = { json: boolean; preview: boolean; output: Output }

const keptCharges = {
  mostly_shown: 'most of the picture had been shown',
  refund_limit_reached: "today's refunds of your plan for stopped pictures are used up",
}

type Drawn = Extract<EndedJob, { kind: 'drawn' }>

/**
 * Saves and prints what became of jobs: the paths on standard output, or one JSON document; notes and faults
 * on standard error.
 *
 * @returns the exit status, unless the program was stopped.
 */
export async function printPictures(
  terminal: Terminal,
  service: Service,
  { jobs, credits }: FollowedJobs,
  options: PrintOptions,
): Promise<number> {
  const drawn = jobs.filter((job): job is Drawn => job.kind === 'drawn')
  const files = await saveDrawn(terminal, service, jobs, drawn, options.output)
  if (options.json) printResult(terminal, JSON.stringify(documentOf(jobs, files, credits), null, 2))
  else {
    for (const path of new Set(files)) printResult(terminal, path)
    for (const { picture } of options.preview ? drawn : [])
      await showInline(terminal, () => fetchPng(service, picture.id))
    for (const { job } of drawn) printReport(terminal, job.report)
    for (const job of jobs) printEnd(terminal, job)
    if (credits !== undefined) printNote(terminal, `${count(credits, 'credit')} left.`)
  }
  return drawn.length === jobs.length ? exitStatuses.done : exitStatuses.failed
}

async function saveDrawn(
  terminal: Terminal,
  { url }: Service,
  jobs: readonly EndedJob[],
  drawn: readonly Drawn[],
  output: Output,
): Promise<string[]> {
  for (const { picture } of drawn) await rememberPicture(terminal.environment, picture.svg, url, picture.id)
  if (output.kind === 'standard output') {
    for (const { picture } of drawn) terminal.output.write(picture.svg)
    return []
  }
  if (output.kind === 'archive') {
    if (drawn.length > 0)
      await writeFile(output.path, new Uint8Array(await (await output.fetch()).arrayBuffer()))
    return drawn.map(() => output.path)
  }
  return writePictures(
    output,
    drawn.map((job) => ({
      ...job.picture,
      ...(jobs.length > 1 && { number: jobs.indexOf(job) + 1 }),
    })),
  )
}

function documentOf(jobs: readonly EndedJob[], files: string[], credits: number | undefined) {
  const names = files.values()
  const pictures = []
  const failed = []
  const cancelled = []
  for (const ended of jobs) {
    const jobId = ended.job.id
    if (ended.kind === 'drawn') {
      const { svg: _, ...picture } = ended.picture
      const { parentId, report } = ended.job
      pictures.push({ file: names.next().value, jobId, ...picture, parentId, report })
    } else if (ended.kind === 'failed')
      failed.push({ jobId, prompt: ended.job.prompt, code: ended.error.code, message: ended.error.message })
    else cancelled.push({ jobId, prompt: ended.job.prompt, refunded: ended.refunded, reason: ended.reason })
  }
  return { pictures, failed, cancelled, credits }
}

function printEnd(terminal: Terminal, ended: EndedJob): void {
  const prompt = escapeLine(ended.job.prompt)
  if (ended.kind === 'failed') printNote(terminal, `Not drawn: ${prompt}. ${ended.error.message}`)
  if (ended.kind !== 'cancelled') return
  const cost = ended.refunded
    ? 'Its credit came back.'
    : `It stays charged: ${ended.reason ? keptCharges[ended.reason] : 'the service kept its credit'}.`
  printNote(terminal, `Cancelled: ${prompt}. ${cost}`)
}

const reasons: Record<JobReport['leftOut'][number]['reason'], string> = {
  unknown: 'not understood',
  not_drawable: 'cannot be drawn',
  no_room: 'no room',
  not_in_picture: 'not in the picture',
}

/** What the picture does not show as it was asked for. */
export function printReport(terminal: Terminal, report: Pick<JobReport, 'leftOut' | 'changed'> | undefined) {
  const changed = (report?.changed ?? []).map(({ words, drawnAs }) => `${words} (drawn as ${drawnAs})`)
  const leftOut = (report?.leftOut ?? []).map(({ words, reason }) => `${words} (${reasons[reason]})`)
  if (changed.length > 0) printNote(terminal, `Changed: ${escapeLine(changed.join(', '))}`)
  if (leftOut.length > 0) printNote(terminal, `Left out: ${escapeLine(leftOut.join(', '))}`)
}

export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

/** For a program that ends before its jobs do. */
export const describeLeftBehind = (jobs: readonly Job[]): string =>
  `The service goes on with ${jobs.length === 1 ? 'the picture' : 'the pictures'}: see \`chatsvg history\`. ${jobs.length === 1 ? 'Job' : 'Jobs'} ${jobs.map(({ id }) => id).join(', ')}.`
