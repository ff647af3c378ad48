#!/usr/bin/env node
import { runMigrations } from '../src/app/run-migrations.ts'

await runMigrations({
  command: 'npm run migrate --',
  purpose: 'Brings the schema of the database up to this version of chatSVG, and ends.',
  needsDatabaseUrl: false,
})
