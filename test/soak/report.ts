import type { Memory, Sample } from './sample.ts'
import { estimateSlope, type Point } from './slope.ts'
import type { Soaked } from './soak.ts'

const mib = (bytes: number) => (bytes / 1024 / 1024).toFixed(1)

export function renderSample({ atMs, processes, connections, rows, jobs, reads, pngs }: Sample): string {
  const held = Object.entries(processes).map(
    ([name, { rss, heapUsed, heapTotal, external, handles }]) =>
      `${name}: RSS ${mib(rss)}, heap ${mib(heapUsed)} of ${mib(heapTotal)}, external ${mib(external)} MiB, ${handles} handles`,
  )
  const tables = Object.entries(rows).map(([name, count]) => `${name} ${count}`)
  const done = `${jobs} jobs, ${reads} reads, ${pngs} of them PNGs`
  return `${(atMs / 1_000).toFixed(0).padStart(4)} s  ${[...held, `${connections} connections`, ...tables, done].join(' · ')}`
}

/** Resident memory, for runs of some minutes: in shorter ones the allocator's fluctuations are larger. */
export const rssBytesPerMinuteMax = 1_000_000
/**
 * Memory outside of the heap, where pictures are: by job and PNG instead of by time, because a busy machine
 * does fewer of them. Keeping the pixels of every rendering was 60 to 150 KB; without a leak, short runs end
 * within 10 KB of zero.
 */
export const externalBytesPerActMax = 30_000

/** The counted samples are divided into this many parts, of a minute each in a run of ten. */
const partsCount = 6

/**
 * The growth of each process once it is warm: bytes a minute, and bytes of external memory for each job or
 * PNG.
 */
export type Growth = { process: string; rssPerMinute: number; heapPerMinute: number; externalPerAct: number }

export function measureGrowth({ samples, warmFromMs }: Soaked): Growth[] {
  const warm = samples.filter(({ atMs }) => atMs >= warmFromMs)
  const names = Object.keys(warm[0]?.processes ?? {})
  return names.map((process) => {
    const points = (x: (sample: Sample) => number, what: keyof Memory) =>
      warm.map((sample) => ({ x: x(sample), y: sample.processes[process]?.[what] ?? 0 }))
    const minutes = ({ atMs }: Sample) => atMs / 60_000
    return {
      process,
      rssPerMinute: estimateSlope(findPeaks(points(minutes, 'rss'))),
      heapPerMinute: estimateSlope(points(minutes, 'heapUsed')),
      externalPerAct: estimateSlope(points(({ jobs, pngs }) => jobs + pngs, 'external')),
    }
  })
}

/**
 * The maximum of each part. Stopping a thread with its cancelled task frees 40 MB, and its successor needs
 * time to allocate them again: such dips are no leak, and the maxima ignore them.
 */
function findPeaks(points: readonly Point[]): Point[] {
  const perPart = Math.max(1, Math.ceil(points.length / partsCount))
  return Array.from({ length: Math.ceil(points.length / perPart) }, (_, part) =>
    points
      .slice(part * perPart, (part + 1) * perPart)
      .reduce((high, point) => (point.y > high.y ? point : high)),
  )
}

export const renderGrowth = ({ process, rssPerMinute, heapPerMinute, externalPerAct }: Growth): string =>
  `${process} grows by ${mib(rssPerMinute)} MiB a minute of RSS, ${mib(heapPerMinute)} of heap, ${(externalPerAct / 1024).toFixed(1)} KiB of external memory a job or PNG`
