import { writeFile } from 'node:fs/promises'
import { openRenderers } from '../../test/renderers/open-renderers.ts'
import { compareBetweenRenderers } from './compare-between-renderers.ts'
import { compareWithSources } from './compare-with-sources.ts'
import { describe, type Measured, type Prepared, prepare } from './measure.ts'
import { type Arguments, readArguments, UsageError, usage } from './read-arguments.ts'
import { listFiles, listIcons } from './sources.ts'
import { summarise } from './summary.ts'

const batchSize = 16

/** @returns the exit code: 0 when everything was measured, 2 for a wrong command line. */
export async function runFidelity(argv: readonly string[], output: NodeJS.WritableStream): Promise<number> {
  try {
    const args = readArguments(argv)
    if (args === 'help') output.write(usage)
    else await measureAll(args, output)
    return 0
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    output.write(`${error.message}\n`)
    return 2
  }
}

async function measureAll(args: Arguments, output: NodeJS.WritableStream): Promise<void> {
  const { from, limit, reportFile } = args
  const sources = 'icons' in from ? await listIcons(from.icons) : await listFiles(from.folder, limit)
  await using renderers = await openRenderers()
  const measured: Measured[] = []
  for (let at = 0; at < sources.length; at += batchSize) {
    const batch: Prepared[] = []
    // One after the other, so that the times are not affected by each other.
    for (const source of sources.slice(at, at + batchSize)) batch.push(await prepare(source))
    const compared = args.betweenRenderers
      ? await compareBetweenRenderers(renderers, batch)
      : await compareWithSources(renderers, batch, args.renderers)
    measured.push(
      ...batch.map((prepared, index) => describe(prepared, compared[index] ?? { comparisons: {} })),
    )
    if (reportFile !== undefined) await writeFile(reportFile, JSON.stringify(measured, null, 1))
  }
  output.write(summarise(measured))
}
