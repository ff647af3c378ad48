import { spawnSync } from 'node:child_process'
import { statfs } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import pg from 'pg'
import type { Stage } from './stage.ts'

const tmpfsType = 0x01021994

/** Where and how it was measured, which is necessary to compare the figures. */
export async function describeMachine(stage: Stage): Promise<Record<string, string>> {
  const processors = cpus()
  const { type } = await statfs(stage.folder)
  const [load = 0] = loadavg()
  return {
    date: new Date().toISOString(),
    machine: `${processors.length} x ${processors[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    'load before': `${load.toFixed(2)} (above 0.5, others are taking their share)`,
    node: process.version,
    postgres: `${await readSetting(stage, 'server_version')}, fsync ${await readSetting(stage, 'fsync')}, synchronous_commit ${await readSetting(stage, 'synchronous_commit')}${type === tmpfsType ? ', IN MEMORY: fsync costs nothing on this temporary folder' : ''}`,
    redis: readRedisVersion(),
    service: 'dist, separate processes, LOG_LEVEL=info to a file, rate limits and the daily limit off',
    client: 'another process on the same machine, one request at a time a connection',
    measured: `${stage.seconds} s each after a warm-up`,
  }
}

async function readSetting(stage: Stage, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: stage.postgresUrl })
  await client.connect()
  const { rows } = await client.query<{ value: string }>('select current_setting($1) as value', [name])
  await client.end()
  return rows[0]?.value ?? ''
}

function readRedisVersion(): string {
  const { stdout, status } = spawnSync('redis-server', ['--version'], { encoding: 'utf8' })
  return status === 0 ? `${/v=(\S+)/.exec(stdout)?.[1]}, without persistence` : 'not installed'
}
