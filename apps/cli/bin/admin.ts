#!/usr/bin/env node
import { endWithReader } from '@chatsvg/server/platform/standard-output'
import { runAdmin } from '../src/admin/run-admin.ts'

endWithReader()

await runAdmin({
  command: 'node dist/bin/admin.js',
  purpose: 'Looks after a chatSVG from the command line, also while it runs.',
})
