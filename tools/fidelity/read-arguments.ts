import { parseArgs } from 'node:util'

export const usage = `Shows whether pictures look the same after the policy as before it.

  npm run fidelity -- <folder> [options]

Every .svg of the folder is sanitised, and rendered before and after. What the policy drops on purpose
(docs/svg-policy.md) is first removed from the source too. Each folder of the first level is a class of the
summary.

  --limit <n>             only the first n files of every class
  --renderer <name>       chromium, resvg, librsvg or all [chromium]
  --between-renderers     compares the results of the renderers with each other instead of with the sources
  --icons <n>             n icons of the installed sets instead of a folder
  --report <file>         all measurements, as JSON
  --help
`

export const renderers = ['chromium', 'resvg', 'librsvg'] as const
export type RendererName = (typeof renderers)[number]

export type Arguments = {
  from: { folder: string } | { icons: number }
  limit: number
  renderers: readonly RendererName[]
  betweenRenderers: boolean
  reportFile: string | undefined
}

/** An error of the command line, for the user. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readArguments(argv: readonly string[]): Arguments | 'help' {
  const { values, positionals } = parse(argv)
  if (values.help) return 'help'
  const icons = readCount('icons', values.icons)
  const [folder] = positionals
  if ((folder === undefined) === (icons === undefined) || positionals.length > 1)
    throw new UsageError(`one folder or --icons is needed\n\n${usage}`)
  return {
    from: icons === undefined ? { folder: folder ?? '' } : { icons },
    limit: readCount('limit', values.limit) ?? Number.POSITIVE_INFINITY,
    renderers: values['between-renderers'] ? renderers : readRenderers(values.renderer ?? 'chromium'),
    betweenRenderers: values['between-renderers'] ?? false,
    reportFile: values.report,
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        limit: { type: 'string' },
        renderer: { type: 'string' },
        'between-renderers': { type: 'boolean' },
        icons: { type: 'string' },
        report: { type: 'string' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function readRenderers(name: string): readonly RendererName[] {
  if (name === 'all') return renderers
  const known = renderers.filter((renderer) => renderer === name)
  if (known.length === 0) throw new UsageError(`--renderer must be all or one of ${renderers.join(', ')}`)
  return known
}

function readCount(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new UsageError(`--${name} must be a whole number from 1`)
  return Number(text)
}
