#!/usr/bin/env node
import { readCommandLine } from '../src/app/command-line.ts'

const config = readCommandLine({
  command: 'npm start --',
  purpose: 'chatSVG in one process: API, worker and, unless DATABASE_URL is set, an embedded PostgreSQL.',
  needsDatabaseUrl: false,
})
// Loaded after the questions that need no service are answered.
const { runService } = await import('../src/app/run-service.ts')
await runService(config, ['api', 'worker'])
