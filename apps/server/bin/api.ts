#!/usr/bin/env node
import { readCommandLine } from '../src/app/command-line.ts'
import { keepHeapSmall } from '../src/app/heap.ts'

const config = readCommandLine({
  command: 'node dist/bin/api.js',
  purpose: 'The HTTP API and the sockets of chatSVG. Start as many as you like.',
  needsDatabaseUrl: true,
})
keepHeapSmall()
// Loaded after `--help` and the check of the configuration, which do not need it.
const { runService } = await import('../src/app/run-service.ts')
await runService(config, ['api'])
