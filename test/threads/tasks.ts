/** Tasks for the tests of the pool. */
import { threadId } from 'node:worker_threads'

export function whoAmI(): { thread: number; secrets: number } {
  return { thread: threadId, secrets: Object.keys(process.env).length }
}

export function canRequireModules(): boolean {
  return Boolean((process.features as { require_module?: boolean }).require_module)
}

export function double({ value }: { value: number }): number {
  return value * 2
}

export function fail(message: string): never {
  throw new RangeError(message)
}

export function spinForEver(): never {
  for (;;);
}

/** Allocates memory until there is none left. */
export function allocateAll(): never {
  const hoarded: number[][] = []
  for (;;) hoarded.push(new Array<number>(1_000_000).fill(hoarded.length))
}

/** Waits until the first number of a shared memory is no longer 0. */
export function waitForSignal(memory: Int32Array): void {
  Atomics.wait(memory, 0, 0)
}

/** The following compute the answers of a model: `ComputedAnswer` in models/port.ts. */
export async function computePicture({ prompt }: { prompt: string }) {
  const pieces = [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">',
    '<circle cx="128" cy="128" r="90"/></svg>',
  ]
  return { kind: 'picture', pieces, report: { drawn: [prompt], changed: [], leftOut: [] } }
}

export async function computeNothing() {
  return {
    ...(await computePicture({ prompt: 'nothing' })),
    pieces: ['<svg xmlns="http://www.w3.org/2000/svg"/>'],
  }
}

export async function understandNothing() {
  return { kind: 'not_understood', report: { drawn: [], changed: [], leftOut: [] } }
}
