import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createModels } from '../index.ts'
import { listPrices, pricesCheckedOn } from './prices.data.ts'

const page = readFileSync(new URL('../../../../../docs/models.md', import.meta.url), 'utf8')

it('docs/models.md has the prices of the code, and their date', () => {
  const rows = [...page.matchAll(/^\| `([\w.-]+)` \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$/gm)].map(
    ([, id = '', input, cachedInput, output]) => [
      id,
      { input: Number(input), cachedInput: Number(cachedInput), output: Number(output) },
    ],
  )
  expect(Object.fromEntries(rows)).toEqual(listPrices)
  expect(page).toContain(pricesCheckedOn)
})

it('docs/models.md names every model that is offered, the default of each vendor first', () => {
  const key = { apiKey: 'k' }
  const listed = createModels({ openai: { ...key, models: [] }, anthropic: key, google: key }).list()
  for (const provider of ['openai', 'anthropic', 'google']) {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${provider}\` |`)) ?? ''
    const named = [...(row.split('|')[3] ?? '').matchAll(/`([a-z][\w.-]*)`/g)].map(([, id]) => id)
    const offered = listed.filter((model) => model.provider === provider).map(({ id }) => id)
    expect(offered).toEqual([...named, ...named.map((id) => `${id}:planned`)])
  }
})
