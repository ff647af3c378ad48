import { appendFile, readFile } from 'node:fs/promises'
import type { Result } from './result.ts'

/** The results of an earlier run of this model, by key; a last line that was cut off by a kill is skipped. */
export async function readResults(path: string, modelId: string): Promise<Map<string, Result>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const results = text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Result]
    } catch {
      return []
    }
  })
  return new Map(results.filter(({ model }) => model === modelId).map((result) => [result.key, result]))
}

/** Begins with a line break, so that an unfinished line of a killed run stays separate. */
export async function addResult(path: string, result: Result): Promise<void> {
  await appendFile(path, `\n${JSON.stringify(result)}`)
}
