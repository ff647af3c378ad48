import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { placeVariableTables, renderEnvExample } from '../../apps/server/src/config/index.ts'
import { endWithReader } from '../../apps/server/src/platform/standard-output/index.ts'

endWithReader()

/** Generates `.env.example`, and the tables of variables in docs/operations.md. */
const root = join(import.meta.dirname, '../..')
const operations = join(root, 'docs/operations.md')
await writeFile(join(root, '.env.example'), renderEnvExample())
await writeFile(operations, placeVariableTables(await readFile(operations, 'utf8')))
