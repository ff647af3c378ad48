#!/usr/bin/env node
import { readCommandLine } from '../src/app/command-line.ts'
import { keepHeapSmall } from '../src/app/heap.ts'

const config = readCommandLine({
  command: 'npm start --',
  purpose: 'chatSVG in one process: API, worker and, unless DATABASE_URL is set, an embedded PostgreSQL.',
  needsDatabaseUrl: false,
})
keepHeapSmall()
// Loaded after `--help` and the check of the configuration, which do not need it.
const { runService } = await import('../src/app/run-service.ts')
await runService(config, ['api', 'worker'])
