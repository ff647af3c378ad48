import { type VariableName, variables } from './env.ts'

const names = Object.keys(variables) as VariableName[]

/** The text of `--help` about the variables. */
export function describeVariables(): string {
  const width = Math.max(...names.map((name) => name.length)) + 2
  return inSections(
    (name) => {
      const { help, shownDefault } = variables[name]
      const fallback = shownDefault ? ` [${shownDefault}]` : ''
      return `  ${name.padEnd(width)}${help}${fallback}`
    },
    (section) => section,
  )
}

/** The text of `.env.example`. */
export function renderEnvExample(): string {
  const head =
    '# Every variable of chatSVG with its default. Copy to .env and set what you need; none has to be set.\n\n'
  const body = inSections(
    (name) => {
      const { help, shownDefault, exampleValue } = variables[name]
      const meaning = shownDefault === exampleValue ? '' : ` [${shownDefault}]`
      return `# ${help}${meaning}\n#${name}=${exampleValue}`
    },
    (section) => `## ${section}`,
  )
  return `${head}${body}\n`
}

/** The text of docs/operations.md with the tables of the variables between their marks. */
export function placeVariableTables(document: string): string {
  const [before, rest = ''] = document.split(tablesBegin)
  const [, after] = rest.split(tablesEnd)
  if (after === undefined) throw new Error('the marks of the tables of variables are missing')
  return `${before}${tablesBegin}\n\n${renderVariableTables()}\n\n${tablesEnd}${after}`
}

const tablesBegin = '<!-- variables: written by npm run variables -->'
const tablesEnd = '<!-- end of the variables -->'

function renderVariableTables(): string {
  const head = '| variable | default | |\n|---|---|---|'
  return inSections(
    (name) => {
      const { help, shownDefault } = variables[name]
      const fallback = shownDefault ? `\`${shownDefault}\`` : ''
      return `| \`${name}\` | ${fallback} | ${help} |`
    },
    (section) => `**${section.replaceAll('<', '\\<')}**\n\n${head}`,
  )
}

/** The resulting values, one line each, for `--check-config`. Of a secret it shows only that it is set. */
export function describeEffective(source: Record<string, string | undefined>): string {
  return inSections(
    (name) => {
      const { secret, shownDefault } = variables[name]
      const written = source[name]?.trim()
      if (!written) return `  ${name}=${shownDefault}  (default)`
      return `  ${name}=${secret ? '********' : written}`
    },
    (section) => section,
  )
}

function inSections(describe: (name: VariableName) => string, head: (section: string) => string): string {
  const sections = [...new Set(names.map((name) => variables[name].section))]
  return sections
    .map((section) => {
      const lines = names.filter((name) => variables[name].section === section).map(describe)
      return [head(section), ...lines].join('\n')
    })
    .join('\n\n')
}
