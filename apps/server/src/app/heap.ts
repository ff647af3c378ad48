import { setFlagsFromString } from 'node:v8'

/**
 * How much the old generation may grow between two collections of it, in percent of what was in use. V8
 * derives its own value from the memory of the machine, and lets a process with 30 MiB in use grow to 120.
 */
const oldGrowthPercent = 75

/**
 * Call it before the code of the service is loaded. V8 would double the young generation up to 32 MiB while
 * code is loaded, since all of that stays in use, and give it back only when the process is idle for minutes.
 * So the young generation keeps its first size until {@link letYoungGenerationGrow}.
 *
 * V8 also makes objects in the old generation if many of the same origin have survived a collection. The
 * trees of large pictures do so while the young generation is small, and later ones, which live for a
 * millisecond, would then wait for a collection of the old generation.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${oldGrowthPercent}`)
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--no-allocation-site-pretenuring')
}

/** Call it when the process is ready. From now on the young generation grows under load, as V8 does it. */
export function letYoungGenerationGrow(): void {
  setFlagsFromString('--semi-space-growth-factor=2')
}
