import { runChild } from '../child.ts'
import type { ServiceProcess } from '../service.ts'
import { type LoadPlan, type LoadResult, measuringNotice } from './plan.ts'

export type Driven = LoadResult & {
  /**
   * CPU time of the service's process for each request, user and system; undefined if the system does not
   * report it.
   */
  cpuMs: number | undefined
}

export type Load = Omit<LoadPlan, 'origin' | 'warmupMs' | 'warmupRequests' | 'measureMs'> & {
  warmupSeconds?: number
  warmupRequests?: number
}

/** A server by its origin; `readCpuMs` where this benchmark has started its process. */
export type Target = Pick<ServiceProcess, 'origin'> & Partial<Pick<ServiceProcess, 'readCpuMs'>>

/** Sends load to a server from another process and measures for `seconds`, after a warm-up. */
export async function drive(
  target: Target,
  seconds: number,
  { warmupSeconds = Math.max(1, seconds / 4), warmupRequests = 4_000, ...load }: Load,
): Promise<Driven> {
  const plan: LoadPlan = {
    ...load,
    origin: target.origin,
    warmupMs: warmupSeconds * 1000,
    warmupRequests,
    measureMs: seconds * 1000,
  }
  let cpuBeforeMs: number | undefined
  const result = await runChild<LoadResult>(new URL('./load-process.ts', import.meta.url), plan, (notice) => {
    if (notice === measuringNotice) cpuBeforeMs = target.readCpuMs?.()
  })
  const cpuAfterMs = target.readCpuMs?.()
  const cpuMs =
    cpuBeforeMs === undefined || cpuAfterMs === undefined
      ? undefined
      : (cpuAfterMs - cpuBeforeMs) / result.requests
  return { ...result, cpuMs }
}
