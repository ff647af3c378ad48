import type { EventEmitter } from 'node:events'

/**
 * The first of these events, or undefined when none occurs within `withinMs`. It leaves no listener at the
 * emitter. Callers that wait again and again must not race against a promise of the emitter's end: a pending
 * promise keeps every race that it was in, with the result.
 */
export function awaitEvent<Name extends string>(
  emitter: EventEmitter,
  names: readonly Name[],
  withinMs: number,
): Promise<{ name: Name; value: unknown } | undefined> {
  return new Promise((resolve) => {
    const listeners = names.map((name) => ({ name, hear: (value: unknown) => end({ name, value }) }))
    const timer = setTimeout(() => end(undefined), withinMs)
    function end(first: { name: Name; value: unknown } | undefined): void {
      clearTimeout(timer)
      for (const { name, hear } of listeners) emitter.off(name, hear)
      resolve(first)
    }
    for (const { name, hear } of listeners) emitter.on(name, hear)
  })
}
