import { spawn, spawnSync } from 'node:child_process'
import type { Pixels } from './pixels.ts'
import { readPng } from './read-png.ts'

const program = 'rsvg-convert'

/** Whether librsvg is installed. Without it a developer sees a message, and CI fails. */
export function canRunLibrsvg(): boolean {
  if (spawnSync(program, ['--version']).status === 0) return true
  if (process.env.CI === 'true')
    throw new Error(`there is no ${program} (Debian: librsvg2-bin), and CI must not skip its tests`)
  process.stderr.write(`skipped: there is no ${program} (Debian: librsvg2-bin), librsvg is not compared\n`)
  return false
}

const timeoutMs = 30_000

/**
 * Renders the picture in exactly this many pixels. @throws Error with the output of the program if it fails.
 */
export async function renderWithLibrsvg(svg: string, width: number, height: number): Promise<Pixels> {
  // Without the limit of the XML library on the size of files.
  const args = ['--unlimited', '--width', String(width), '--height', String(height)]
  const child = spawn(program, args, { timeout: timeoutMs })
  const [png, complaint]: [Buffer[], Buffer[]] = [[], []]
  child.stdout.on('data', (chunk) => png.push(chunk))
  child.stderr.on('data', (chunk) => complaint.push(chunk))
  // The program may close its input early.
  child.stdin.on('error', () => undefined)
  child.stdin.end(svg)
  const code = await new Promise((resolve, reject) => {
    child.on('close', resolve)
    child.on('error', reject)
  })
  if (code !== 0) throw new Error(`${program}: ${Buffer.concat(complaint).toString().trim() || code}`)
  return readPng(Buffer.concat(png))
}
