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

type Load = Omit<LoadPlan, 'port' | 'warmupMs' | 'warmupRequests' | 'measureMs'> & {
  warmupSeconds?: number
  warmupRequests?: number
}

/** Sends load to a port from another process and measures for `seconds`, after a warm-up. */
export async function drive(
  target: { port: number; service?: ServiceProcess },
  seconds: number,
  { warmupSeconds = Math.max(1, seconds / 4), warmupRequests = 4_000, ...load }: Load,
): Promise<Driven> {
  const plan: LoadPlan = {
    ...load,
    port: target.port,
    warmupMs: warmupSeconds * 1000,
    warmupRequests,
    measureMs: seconds * 1000,
  }
  let cpuBeforeMs: number | undefined
  const result = await runChild<LoadResult>(new URL('./load-process.ts', import.meta.url), plan, (notice) => {
    if (notice === measuringNotice) cpuBeforeMs = target.service?.readCpuMs()
  })
  const cpuAfterMs = target.service?.readCpuMs()
  const cpuMs =
    cpuBeforeMs === undefined || cpuAfterMs === undefined
      ? undefined
      : (cpuAfterMs - cpuBeforeMs) / result.requests
  return { ...result, cpuMs }
}
