#!/usr/bin/env node
import { readCommandLine } from '../src/app/command-line.ts'

const config = readCommandLine({
  command: 'npm run migrate --',
  purpose: 'Brings the schema of the database up to this version of chatSVG, and ends.',
  needsDatabaseUrl: false,
})
const { runMigrations } = await import('../src/app/run-migrations.ts')
await runMigrations(config)
