import { endWithReader } from '../../apps/server/src/platform/standard-output/index.ts'
import { help, type Options, readCommandLine } from './command-line.ts'
import { putUnderLoad } from './load.ts'
import { renderPromises } from './promises.ts'

endWithReader()

const options = readOptions()
if (options === 'help') print(help)
else await run(options)

function readOptions(): Options | 'help' {
  try {
    return readCommandLine(process.argv.slice(2))
  } catch (error) {
    print(`${(error as Error).message}\n\n${help}`)
    process.exit(1)
  }
}

async function run(given: Options): Promise<void> {
  print(`seed ${given.seed}`)
  try {
    const promises = await putUnderLoad(given, print)
    print(renderPromises(promises))
    if (promises.some(({ kept }) => !kept)) process.exitCode = 1
  } catch (error) {
    print((error as Error).message)
    process.exitCode = 1
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
