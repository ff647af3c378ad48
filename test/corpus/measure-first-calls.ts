import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ANSWER_BOMBS } from './answer-bombs.ts'
import { BOMBS } from './bombs.ts'

/** One function of the SVG core, and the text that it is called with. */
export interface FirstCallTask {
  call: 'sanitise' | 'extract' | 'preview'
  title: string
  build: () => string
}

/** The cost of the first call with a hostile text in a process. */
export interface FirstCall {
  outcome: string
  elapsedMs: number
  /** CPU time of the whole process, including its compiler and garbage collector. */
  cpuMs: number
}

/** Sanitising every bomb, and extracting and previewing every answer bomb. */
export const FIRST_CALLS: readonly FirstCallTask[] = [
  ...BOMBS.map(({ title, build }): FirstCallTask => ({ call: 'sanitise', title, build })),
  ...ANSWER_BOMBS.map(({ title, build }): FirstCallTask => ({ call: 'extract', title, build })),
  ...ANSWER_BOMBS.map(({ title, build }): FirstCallTask => ({ call: 'preview', title, build })),
]

/** A call that took longer is measured again, because other work on the machine may be the cause. */
const SUSPICIOUS_MS = 50
const TRIES_MAX = 3

/**
 * Measures a task in separate processes, which have warmed up the built code with ordinary pictures only. The
 * fastest of up to three processes counts. Each takes some tenths of a second.
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
      // Keeps half surrogate pairs, which JSON does not.
      serialization: 'advanced',
    })
    child.once('message', () => {
      child.once('message', (cost) => resolve(cost as FirstCall))
      child.send({ call, source })
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`the measuring process ended with ${code ?? signal}`)))
  })
