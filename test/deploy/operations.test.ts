import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createTestDatabase } from '../harness/database.ts'
import { keep } from '../harness/keep.ts'
import { readSource, root } from '../rules/source-files.ts'

const operations = readSource('docs/operations.md')

/** The text below a heading, up to the next one of its level. */
function readSection(heading: string): string {
  const [, after = ''] = operations.split(`\n${heading}\n`)
  const level = heading.slice(0, heading.indexOf(' ') + 1)
  return after.split(`\n${level}`)[0] ?? ''
}

/** The anchor of a heading, as GitHub derives it. */
const anchors = (document: string) =>
  [...document.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )

describe('docs/operations.md', () => {
  it('has a runbook for every alert, and for no other', () => {
    const { groups } = parse(readSource('deploy/alerts/chatsvg.rules.yaml')) as {
      groups: { rules: { alert: string }[] }[]
    }
    const alerts = groups.flatMap(({ rules }) => rules.map(({ alert }) => alert))
    const section = readSection('## What to do when an alert fires')
    const runbooks = [...section.matchAll(/^### (\S+)$/gm)].map(([, name = '']) => name)
    expect(runbooks.sort()).toEqual(alerts.sort())
    for (const alert of alerts) expect(readSection(`### ${alert}`).length).toBeGreaterThan(100)
  })

  it('states for every table how long its rows are kept', async () => {
    const { pool } = keep(await createTestDatabase())
    const { rows } = await pool.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`,
    )
    const section = readSection('## What is kept, and for how long')
    const named = [...section.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = '']) =>
      cell.split(', ').map((name) => name.replaceAll('`', '')),
    )
    expect(named.sort()).toEqual(rows.map(({ name }) => name))
  })
})

describe.each(readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md')))('docs/%s', (name) => {
  it('has only links to existing targets', () => {
    const document = readSource(`docs/${name}`)
    const links = [...document.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)]
    const broken = links.filter(([, path = '', anchor]) => {
      if (/\.(svg|png)$/.test(path)) return false
      const target = path === '' ? `docs/${name}` : join('docs', path)
      if (!/\.md$/.test(target)) return false
      return anchor !== undefined && !anchors(readSource(target)).includes(anchor)
    })
    expect(broken.map(([link]) => link)).toEqual([])
  })
})
