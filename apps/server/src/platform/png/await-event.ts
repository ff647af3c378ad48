import type { EventEmitter } from 'node:events'

/**
 * The first of these events, or undefined when none comes within `withinMs`. Nothing stays behind at the
 * emitter, however long it lives: what waits for it again and again must not race against a promise of its
 * end either, since a pending promise keeps every race that it was in, with the outcome.
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
