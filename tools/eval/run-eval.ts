import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError, readConfig } from '../../apps/server/src/config/index.ts'
import {
  createModels,
  type Models,
  ModelsConfigError,
  type SvgModel,
} from '../../apps/server/src/models/index.ts'
import { openPngRenderer, type PngRenderer } from '../../apps/server/src/platform/png/index.ts'
import { drawTask } from './draw.ts'
import { runEdits } from './edits/run.ts'
import { planTasks, type Task } from './plan.ts'
import { createProgress } from './progress.ts'
import { builtInPrompts } from './prompts.data.ts'
import { type Arguments, readArguments, UsageError, usage } from './read-arguments.ts'
import { addUp, type Result } from './result.ts'
import { addResult, readResults } from './results-file.ts'
import { runNouns } from './run-nouns.ts'
import { runWishes } from './run-wishes.ts'
import { describeTotals, writeSheet } from './sheet.ts'
import { runSpecifications } from './specifications/run.ts'

export type Surroundings = {
  environment: Record<string, string | undefined>
  output: NodeJS.WriteStream
  signal: AbortSignal
}

/**
 * The eval program: draws, measures, writes. Finished pictures are kept, whatever ends the run.
 *
 * @returns the exit code: 0 when the list was drawn, 1 when it was stopped, 2 for a wrong command line or
 * configuration.
 */
export async function runEval(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { output } = surroundings
  try {
    const args = readArguments(argv)
    if (args !== 'help' && args.list) {
      const write = (line: string) => output.write(`${line}\n`)
      if (args.list === 'wishes') await runWishes(args.out ?? join('eval', 'wishes'), write)
      else if (args.list === 'nouns') await runNouns(write)
      else if (args.list === 'edits') await runEdits(write)
      else await runSpecifications(args.list === 'held-out' ? 'held-out' : 'own', args.out, write)
      return 0
    }
    if (args !== 'help') return await evaluate(args, surroundings)
    output.write(usage)
    return 0
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ConfigError || error instanceof ModelsConfigError))
      throw error
    output.write(`${error.message}\n`)
    return 2
  }
}

async function evaluate(args: Arguments, { environment, output, signal }: Surroundings): Promise<number> {
  const models = createModels(readConfig(environment).models)
  const model = chooseModel(models, args.model)
  const lines = args.promptsFile ? await readLines(args.promptsFile) : builtInPrompts
  const tasks = planTasks(lines, args.styles, args.seed).slice(0, args.limit)
  const folder = args.out ?? join('eval', model.id.replace(/[^\w.-]+/g, '-'))
  await mkdir(folder, { recursive: true })
  const resultsPath = join(folder, 'results.jsonl')
  const known = await readResults(resultsPath, model.id)

  // Pictures that failed for a temporary reason are drawn again.
  const done = tasks.flatMap(({ key }) => known.get(key) ?? []).filter(isSettled)
  output.write(
    `${model.name}: ${tasks.length} pictures${done.length > 0 ? `, ${done.length} of them drawn before` : ''}\n`,
  )
  // The time for loading the offline model is not counted for any picture.
  await models.warmUp()
  const progress = createProgress(tasks.length, done, output)
  const results = new Map(done.map((result) => [result.key, result]))
  const left = tasks.filter(({ key }) => !results.has(key))
  const spentUsd = () =>
    [...results.values()].reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), 0) / 1e6

  await using renderer = openPngRenderer()
  const workers = Array.from({ length: args.concurrency }, async () => {
    for (
      let task = left.shift();
      task && !signal.aborted && spentUsd() < args.budgetUsd;
      task = left.shift()
    ) {
      const result = await drawUnlessStopped({ model, renderer }, task, args, signal)
      if (!result) return
      await addResult(resultsPath, result)
      results.set(result.key, result)
      progress.add(result)
      if (isHopeless(result)) left.length = 0
    }
  })
  await Promise.all(workers)
  progress.end()

  const inOrder = tasks.flatMap(({ key }) => results.get(key) ?? [])
  await writeReport(folder, model, inOrder, output)
  return inOrder.length === tasks.length ? 0 : 1
}

const isSettled = ({ failure }: Result) => failure === null || failure === 'refused'

/** All other pictures would fail in the same way. */
const isHopeless = ({ failure }: Result) => failure === 'credentials' || failure === 'model_not_found'

async function drawUnlessStopped(
  means: { model: SvgModel; renderer: PngRenderer },
  task: Task,
  { repair }: Arguments,
  signal: AbortSignal,
): Promise<Result | undefined> {
  try {
    return await drawTask(means, task, { repair }, signal)
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  }
}

async function writeReport(
  folder: string,
  model: SvgModel,
  results: readonly Result[],
  output: NodeJS.WriteStream,
): Promise<void> {
  const totals = addUp(results)
  const measures = results.map(({ svg: _svg, ...measured }) => measured)
  const { id, name, provider } = model
  await writeFile(
    join(folder, 'measures.json'),
    `${JSON.stringify({ model: { id, name, provider }, totals, pictures: measures }, null, 2)}\n`,
  )
  await writeFile(join(folder, 'sheet.html'), writeSheet(model, results, totals))
  for (const [name, value, note] of describeTotals(totals))
    output.write(`${name.padEnd(14)} ${value.padStart(9)}  ${note ?? ''}\n`)
  output.write(`\n${join(folder, 'sheet.html')}\n${join(folder, 'measures.json')}\n`)
}

function chooseModel(models: Models, id: string | undefined): SvgModel {
  const offered = models.list().filter(({ available }) => available)
  if (id !== undefined && !offered.some((model) => model.id === id))
    throw new UsageError(`--model must be one of ${offered.map((model) => model.id).join(', ')}`)
  const resolved = models.resolve(id)
  if ('unknown' in resolved) throw new UsageError(`there is no model ${id}`)
  return resolved.model
}

async function readLines(path: string): Promise<string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n')
  } catch (error) {
    throw new UsageError(
      `the prompts could not be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
