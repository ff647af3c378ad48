#!/usr/bin/env node
import { runService } from '../src/app/run-service.ts'

await runService(
  {
    command: 'node dist/bin/api.js',
    purpose: 'The HTTP API and the sockets of chatSVG. Start as many as you like.',
    needsDatabaseUrl: true,
  },
  ['api'],
)
