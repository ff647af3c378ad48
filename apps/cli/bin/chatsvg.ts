#!/usr/bin/env node
import { Command } from 'commander'
import { createMcpCommand } from '../src/mcp/mcp-command.ts'

await new Command('chatsvg')
  .description('Draws with a chatSVG from the command line.')
  .addCommand(createMcpCommand({ environment: process.env, input: process.stdin, output: process.stdout }))
  .parseAsync()
