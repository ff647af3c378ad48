/** The child process of `measure-bombs.ts`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { sanitizeSvg } from '@chatsvg/svg'
import { BOMBS, type Bomb } from './bombs.ts'
import type { BombCost } from './measure-bombs.ts'

/** Enough for the engine to compile the code, as in a running service. */
const WARM_UP_ROUNDS = 60
const samples = new URL('./samples/', import.meta.url)
const collectGarbage = (globalThis as { gc?: () => void }).gc ?? (() => {})

const measure = ({ title, build }: Bomb): BombCost => {
  const source = build()
  // Flattens the string, so that its construction is not measured.
  Buffer.byteLength(source)
  const grownBytes = measureGrowth(source)
  const result = sanitizeSvg(source)
  return {
    title,
    outcome: result.ok ? 'accepted' : result.rejection.code,
    grownBytes,
  }
}

const measureGrowth = (source: string): number | null => {
  collectGarbage()
  const before = resetPeak()
  sanitizeSvg(source)
  const peak = readPeak()
  return before === null || peak === null ? null : peak - before
}

/** Resets the peak of the resident memory; Linux only (proc(5), clear_refs). */
const resetPeak = (): number | null => {
  try {
    writeFileSync('/proc/self/clear_refs', '5')
  } catch {
    return null
  }
  return readPeak()
}

const readPeak = (): number | null => {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    return kilobytes === undefined ? null : Number(kilobytes) * 1024
  } catch {
    return null
  }
}

const warmUp = (): void => {
  const sources = readdirSync(samples).map((file) => readFileSync(new URL(file, samples), 'utf8'))
  for (let round = 0; round < WARM_UP_ROUNDS; round++) for (const source of sources) sanitizeSvg(source)
}

warmUp()
process.send?.(BOMBS.map(measure), () => process.disconnect())
