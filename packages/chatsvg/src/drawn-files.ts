import { createHash } from 'node:crypto'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stateFolder } from './folders.ts'
import type { Terminal } from './terminal.ts'

/** A line of the list: the content of a file, and the picture of the service that it is. */
type DrawnFile = { sha256: string; url: string; id: string }

type Environment = Terminal['environment']

const listOf = (environment: Environment) => join(stateFolder(environment), 'pictures.jsonl')
const hash = (svg: string) => createHash('sha256').update(svg).digest('hex')

/**
 * Remembers which picture a file is, by its content, so that a file may be renamed and moved. Programs that
 * run at the same time append whole lines.
 */
export async function rememberPicture(environment: Environment, svg: string, url: string, id: string) {
  await mkdir(stateFolder(environment), { recursive: true, mode: 0o700 })
  const line: DrawnFile = { sha256: hash(svg), url, id }
  await appendFile(listOf(environment), `${JSON.stringify(line)}\n`, { mode: 0o600 })
}

/** @returns the newest picture of the service with this content, if it was drawn here. */
export async function findPicture(
  environment: Environment,
  svg: string,
  url: string,
): Promise<string | undefined> {
  const sha256 = hash(svg)
  const text = await readFile(listOf(environment), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const line = text.split('\n').findLast((entry) => entry.includes(sha256) && entry.includes(`"${url}"`))
  return line && (JSON.parse(line) as DrawnFile).id
}
