import { parseArgs } from 'node:util'
import { type SvgStyle, styles } from '../../apps/server/src/models/index.ts'

export const usage = `Draws a list of prompts with one model and measures the pictures.

  npm run eval -- --model <id> [options]

  --model <id>         a model of the configured environment [its default model]
  --prompts <file>     one prompt per line, or "style: prompt"; lines with # are comments [a built-in list]
  --styles <list>      comma-separated, or "all": every prompt in each of them [one style per prompt, in turn]
  --out <folder>       for sheet.html, measures.json and results.jsonl [eval/<model>]. Pictures that are already
                       in results.jsonl are not drawn again, so a stopped run can be continued
  --concurrency <n>    pictures at a time, 1 to 64 [2]
  --limit <n>          only the first n pictures
  --seed <n>           [1]
  --budget <usd>       stops when the pictures have cost that much
  --no-repair          measures only first answers
  --specifications     judges the composer by a list of specifications instead; --out gets contact sheets
  --held-out           the same with the list that was not used to improve the composer
  --wishes             draws a hundred everyday wishes with the composer into --out, for a look at them
  --nouns              lists everyday nouns that the composer does not know, or draws as something similar
  --edits              compares the edits that the composer reads from instructions with the expected ones
  --help
`

export type Arguments = {
  model: string | undefined
  promptsFile: string | undefined
  styles: readonly SvgStyle[] | undefined
  out: string | undefined
  concurrency: number
  limit: number
  seed: number
  budgetUsd: number
  repair: boolean
  /** A list for the composer instead of prompts for a model. */
  list: List | undefined
}

const lists = ['specifications', 'held-out', 'wishes', 'nouns', 'edits'] as const
export type List = (typeof lists)[number]

/** An error of the command line, for the user. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readArguments(argv: readonly string[]): Arguments | 'help' {
  const { values } = parse(argv)
  if (values.help) return 'help'
  return {
    model: values.model,
    promptsFile: values.prompts,
    styles: readStyles(values.styles),
    out: values.out,
    concurrency: readNumber('concurrency', values.concurrency, 2, { min: 1, max: 64, whole: true }),
    limit: readNumber('limit', values.limit, Number.POSITIVE_INFINITY, { min: 1, whole: true }),
    seed: readNumber('seed', values.seed, 1, { min: 0, max: 2 ** 32 - 1, whole: true }),
    budgetUsd: readNumber('budget', values.budget, Number.POSITIVE_INFINITY, { min: 0, whole: false }),
    repair: !values['no-repair'],
    list: lists.find((name) => values[name]),
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        model: { type: 'string' },
        prompts: { type: 'string' },
        styles: { type: 'string' },
        out: { type: 'string' },
        concurrency: { type: 'string' },
        limit: { type: 'string' },
        seed: { type: 'string' },
        budget: { type: 'string' },
        'no-repair': { type: 'boolean' },
        specifications: { type: 'boolean' },
        'held-out': { type: 'boolean' },
        wishes: { type: 'boolean' },
        nouns: { type: 'boolean' },
        edits: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function readStyles(text: string | undefined): readonly SvgStyle[] | undefined {
  if (text === undefined) return undefined
  if (text === 'all') return styles
  return text.split(',').map((name) => {
    const style = styles.find((known) => known === name.trim())
    if (!style) throw new UsageError(`--styles must be "all" or some of ${styles.join(', ')}`)
    return style
  })
}

function readNumber(
  name: string,
  text: string | undefined,
  fallback: number,
  bounds: { min: number; max?: number; whole: boolean },
): number {
  if (text === undefined) return fallback
  const value = Number(text)
  const { min, max = Number.MAX_SAFE_INTEGER, whole } = bounds
  if (text.trim() === '' || !(value >= min && value <= max) || (whole && !Number.isInteger(value)))
    throw new UsageError(`--${name} must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}`)
  return value
}
