import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { createDisposalStack } from '../../apps/server/src/platform/disposal/index.ts'
import { endWithReader } from '../../apps/server/src/platform/standard-output/index.ts'
import { isBuilt } from '../../bench/service.ts'
import { openStage } from '../../bench/stage.ts'
import { help, type Options, readCommandLine } from './command-line.ts'
import {
  externalBytesPerActMax,
  measureGrowth,
  renderGrowth,
  renderSample,
  rssBytesPerMinuteMax,
} from './report.ts'
import { type Soaked, soak } from './soak.ts'

endWithReader()

const warmUp = { acts: 30_000, secondsMax: 600 }

const stack = createDisposalStack()
let isEnding = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())

const options = readOptions()
if (options === 'help') print(help)
else if (!isBuilt()) {
  print('The service is not built, and what is used here is the built service. Run: npm run build')
  process.exitCode = 1
} else await run(options)

function readOptions(): Options | 'help' {
  try {
    return readCommandLine(spawnSync('redis-server', ['--version']).status === 0)
  } catch (error) {
    print(`${(error as Error).message}\n\n${help}`)
    process.exit(1)
  }
}

async function run({ minutes, forms, seed, jsonFile }: Options): Promise<void> {
  print(`seed ${seed}`)
  const soaked: Soaked[] = []
  try {
    const stage = await openStage({ seconds: 0, galleryRows: 0, profileFolder: undefined }, stack)
    for (const form of forms) {
      print(form)
      const onSample = (sample: Soaked['samples'][number]) => print(renderSample(sample))
      soaked.push(await soak(stage, { form, warmUp, seconds: minutes * 60, seed, onSample }))
    }
  } catch (error) {
    if (isEnding) return
    process.exitCode = 1
    process.stderr.write(`${(error as Error).stack}\n`)
  }
  await stack[Symbol.asyncDispose]()
  if (jsonFile) await writeFile(jsonFile, `${JSON.stringify({ seed, soaked }, null, 2)}\n`)
  for (const one of soaked) if (!judge(one)) process.exitCode = 1
  process.exit()
}

function judge(soaked: Soaked): boolean {
  const growths = measureGrowth(soaked)
  print(`\n${soaked.form}, warm after ${(soaked.warmFromMs / 1_000).toFixed(0)} s`)
  for (const growth of growths) print(renderGrowth(growth))
  for (const fault of soaked.faults) print(`FAULT: ${fault}`)
  const growing = growths.filter(
    ({ rssPerMinute, externalPerAct }) =>
      rssPerMinute > rssBytesPerMinuteMax || externalPerAct > externalBytesPerActMax,
  )
  for (const { process } of growing) print(`GROWS: ${process}`)
  return growing.length === 0 && soaked.faults.length === 0
}

/** Everything that was started is stopped; running work fails because of that, without a message. */
async function stop(): Promise<void> {
  if (isEnding) process.exit(1)
  isEnding = true
  try {
    await stack[Symbol.asyncDispose]()
  } catch (error) {
    process.stderr.write(`${error}\n`)
  }
  process.exit(1)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
