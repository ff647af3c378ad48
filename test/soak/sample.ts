import type pg from 'pg'
import type { ServiceProcess } from '../../bench/service.ts'
import type { MixedUse } from './mixed-use.ts'

/**
 * What a process holds after a garbage collection, in bytes; `handles` are sockets, timers and other handles
 * of its event loop.
 */
export type Memory = { rss: number; heapUsed: number; heapTotal: number; external: number; handles: number }

export type Sample = {
  /** Since the beginning of the measurement. */
  atMs: number
  processes: Record<string, Memory>
  /** Of all processes to the database. */
  connections: number
  /** Of the tables that are not logged. */
  rows: Record<string, number>
  jobs: number
  reads: number
  pngs: number
}

export async function takeSample(
  services: Record<string, ServiceProcess>,
  pool: pg.Pool,
  { counts }: MixedUse,
  atMs: number,
): Promise<Sample> {
  const processes: Record<string, Memory> = {}
  for (const [name, service] of Object.entries(services))
    processes[name] = (await service.ask('memory')) as Memory
  const done = (wanted: (act: string) => boolean) =>
    Object.entries(counts).reduce((sum, [act, count]) => (wanted(act) ? sum + count : sum), 0)
  const isDrawing = (act: string) => act.startsWith('draw')
  return {
    atMs,
    processes,
    ...(await readDatabase(pool)),
    jobs: done(isDrawing),
    reads: done((act) => !isDrawing(act)),
    pngs: counts.PNG ?? 0,
  }
}

async function readDatabase(pool: pg.Pool): Promise<Pick<Sample, 'connections' | 'rows'>> {
  const { rows: counted } = await pool.query<{ count: number }>(
    `select count(*)::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  const { rows: tables } = await pool.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relpersistence = 'u' and relkind = 'r' order by 1`,
  )
  const rows: Record<string, number> = {}
  for (const { name } of tables) {
    const { rows: found } = await pool.query<{ count: number }>(`select count(*)::int from ${name}`)
    rows[name] = found[0]?.count ?? 0
  }
  return { connections: counted[0]?.count ?? 0, rows }
}
