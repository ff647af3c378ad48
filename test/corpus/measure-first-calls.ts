import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ANSWER_BOMBS } from './answer-bombs.ts'
import { BOMBS } from './bombs.ts'

/** One function of the SVG core, and the text that it is called with. */
export interface FirstCallTask {
  /** `grow`: previews while the text grows, of which the slowest counts. */
  call: 'sanitise' | 'extract' | 'preview' | 'grow'
  title: string
  build: () => string
}

/** The cost of a hostile text in the first call of a process with it. */
export interface FirstCall {
  outcome: string
  elapsedMs: number
  /** CPU time of the whole process, including the compiler and the garbage collector. */
  cpuMs: number
}

/** Every bomb sanitised, and every answer bomb extracted and previewed, at once and while it grows. */
export const FIRST_CALLS: readonly FirstCallTask[] = [
  ...BOMBS.map(({ title, build }): FirstCallTask => ({ call: 'sanitise', title, build })),
  ...ANSWER_BOMBS.map(({ title, build }): FirstCallTask => ({ call: 'extract', title, build })),
  ...ANSWER_BOMBS.map(({ title, build }): FirstCallTask => ({ call: 'preview', title, build })),
  ...ANSWER_BOMBS.map(({ title, build }): FirstCallTask => ({ call: 'grow', title, build })),
]

/** A slower call is measured again, because other processes may have caused it. */
const SUSPICIOUS_MS = 50
const TRIES_MAX = 3

/**
 * Measures a task in separate processes, which have run the built code on ordinary pictures only. The fastest
 * of up to three processes counts. Each takes some tenths of a second.
 */
export const measureFirstCall = async ({ call, build }: FirstCallTask): Promise<FirstCall> => {
  const source = build()
  let fastest = await measureOnce(call, source)
  for (let tries = 1; tries < TRIES_MAX && fastest.elapsedMs > SUSPICIOUS_MS; tries++) {
    const again = await measureOnce(call, source)
    if (again.elapsedMs < fastest.elapsedMs) fastest = again
  }
  return fastest
}

const measureOnce = (call: FirstCallTask['call'], source: string): Promise<FirstCall> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./first-call-process.mjs', import.meta.url)), {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Preserves lone surrogates, unlike JSON.
      serialization: 'advanced',
    })
    child.once('message', (cost) => resolve(cost as FirstCall))
    child.send({ call, source })
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`the measuring process ended with ${code ?? signal}`)))
  })
