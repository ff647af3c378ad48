#!/usr/bin/env node
import { runService } from '../src/app/run-service.ts'

await runService(
  {
    command: 'node dist/bin/worker.js',
    purpose: 'Draws the pictures of chatSVG. Start as many as you like.',
    needsDatabaseUrl: true,
  },
  ['worker'],
)
