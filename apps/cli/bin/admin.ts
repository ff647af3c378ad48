#!/usr/bin/env node
import { runAdmin } from '../src/admin/run-admin.ts'

await runAdmin({
  command: 'node dist/bin/admin.js',
  purpose: 'Looks after a chatSVG from the command line, also while it runs.',
})
