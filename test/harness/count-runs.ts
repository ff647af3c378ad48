import type { TestApi } from './api.ts'

/** How often the service runs each named statement during the work, outside of transactions. */
export async function countRuns(api: TestApi, work: () => Promise<unknown>): Promise<Record<string, number>> {
  const runs: Record<string, number> = {}
  const { pool } = api.resources.database
  const { query } = pool
  pool.query = new Proxy(query, {
    apply(_, self, args) {
      const { name } = args[0] as { name?: string }
      if (name) runs[name] = (runs[name] ?? 0) + 1
      return Reflect.apply(query, self, args)
    },
  })
  await work().finally(() => {
    pool.query = query
  })
  return runs
}
