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
