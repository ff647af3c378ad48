#!/usr/bin/env node
import { runService } from '../src/app/run-service.ts'

await runService(
  {
    command: 'npm start --',
    purpose: 'chatSVG in one process: API, worker and, unless DATABASE_URL is set, an embedded PostgreSQL.',
    needsDatabaseUrl: false,
  },
  ['api', 'worker'],
)
