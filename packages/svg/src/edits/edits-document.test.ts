import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { applyEdits, type Edit, editSchema, revertEdits, sanitizeSvg } from '../index.ts'

const text = readFileSync(new URL('../../../../docs/edits.md', import.meta.url), 'utf8')
const examples = [...text.matchAll(/^### (.+)$[\s\S]*?^```json\n([\s\S]*?)^```$/gm)].map(
  ([, title = '', json = '']): [string, Edit[]] => [title, JSON.parse(json)],
)

/** Has what the examples speak of. */
const curve = Array.from({ length: 40 }, (_, i) => `${i * 2.5} ${80 + Math.sin(i / 6) * 3 + (i % 2) * 0.1}`)
const picture = sanitizeSvg(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
    <defs><linearGradient id="glow"><stop stop-color="gold"/><stop offset="1" stop-color="#ffd983"/></linearGradient></defs>
    <rect width="100" height="100" fill="#cdf"/>
    <polyline points="${curve.join(' ')}" fill="none" stroke="teal"/>
    <circle id="sun" cx="80" cy="20" r="12" fill="url(#glow)"/>
    <circle id="moon" cx="20" cy="10" r="3" fill="gold"/>
    <g id="house"><path id="roof" d="M20 50 40 30 60 50z" fill="brown"/><rect x="25" y="50" width="30" height="40" fill="#ffd983"/></g>
    <text x="25" y="98" font-size="6">Sea view</text>
  </svg>`,
  { idPrefix: 'doc-' },
)
if (!picture.ok) throw new Error(picture.rejection.message)
const { svg } = picture

describe('docs/edits.md', () => {
  it('has an example of every operation', () => {
    const shown = new Set(examples.flatMap(([, edits]) => edits.map(({ op }) => op)))
    const known = editSchema.items.anyOf.map(({ properties }) => properties.op.const)
    expect([...shown].sort()).toEqual([...known].sort())
  })

  it.each(examples)('%s: its example changes a picture, and is undone', (_, edits) => {
    const changed = applyEdits(svg, edits, { idPrefix: 'doc-' })
    expect(changed.outcomes.filter(({ done }) => !done)).toEqual([])
    expect(changed.svg).not.toBe(svg)
    expect(revertEdits(changed.svg, changed.inverse).svg).toBe(svg)
    expect(sanitizeSvg(changed.svg, { idPrefix: 'doc-' })).toMatchObject({ ok: true, svg: changed.svg })
  })

  it('names every target, and the bounds of the schema', () => {
    const keys = editSchema.items.anyOf[0].properties.target.anyOf.map(({ required }) => required[0])
    const section = text.split('## Targets')[1]?.split('## Operations')[0] ?? ''
    expect(keys.filter((key) => !section.includes(`"${key}"`))).toEqual([])
    expect(text).toContain(`${editSchema.maxItems} edits at most`)
    const insert = editSchema.items.anyOf.find(({ properties }) => properties.op.const === 'insert')
    expect(JSON.stringify(insert)).toContain(`"maxLength":${102_400}`)
    expect(text).toContain('102,400')
  })

  it('has edits that the schema accepts as JSON Schema, too', () => {
    const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(editSchema)
    for (const [title, edits] of examples) expect(validate(edits), title).toBe(true)
    expect(validate([{ op: 'move', target: { id: 'a' } }])).toBe(false)
  })
})
