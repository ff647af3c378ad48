#!/usr/bin/env node
import { runCommandLine } from '../src/index.ts'

process.exitCode = await runCommandLine({
  args: process.argv.slice(2),
  environment: process.env,
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
})
