import { sanitizeSvg } from '@chatsvg/svg'
import { describe, expect, it } from 'vitest'
import { carryOutChange } from './carry-out-change.ts'
import { findStrayChange } from './find-stray-change.ts'

const idPrefix = 'p0123456789-'
const source =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><defs><linearGradient id="sky"><stop stop-color="#fff"/></linearGradient></defs><g id="house" aria-label="house"><rect id="wall" width="60" height="40" fill="#ffd983"/><path id="roof" d="M0 40h60L30 0z" fill="#c1272d"/></g><circle cx="80" cy="20" r="9" fill="#ffd983"/><text x="5" y="90">Hello</text></svg>'
const sanitized = sanitizeSvg(source, { idPrefix })
if (!sanitized.ok) throw new Error(sanitized.rejection.message)
const { svg } = sanitized
const carryOut = (edits: unknown[], isStrict = true) =>
  carryOutChange({ svg, idPrefix, redrawn: undefined, edits, isStrict })

describe('edits of a model', () => {
  it.each([
    ['paint', { target: { id: 'roof' }, fill: '#000' }],
    ['paint', { target: { name: 'House' }, fill: '#000' }],
    ['recolor', { from: '#ffd983', to: '#000' }],
    ['move', { target: { kind: 'circle' }, x: 1, y: 2 }],
    ['scale', { target: { ids: ['wall', 'roof'] }, x: 2, y: 2 }],
    ['rotate', { target: { all: true }, degrees: 20 }],
    ['remove', { target: { text: 'hello' } }],
    ['duplicate', { target: { id: 'house' }, x: 20, y: 0 }],
    ['reorder', { target: { id: 'house' }, to: 'front' }],
    ['rename', { target: { id: 'house' }, name: 'home' }],
    ['text', { target: { text: 'Hello' }, text: 'Bye' }],
    ['group', { target: { ids: ['wall', 'roof'] }, name: 'both' }],
    ['ungroup', { target: { id: 'house' } }],
    ['outline', { target: { path: [2] }, stroke: '#000', width: 1 }],
    ['insert', { svg: '<circle r="4" cx="5" cy="5"/>', place: { after: { id: 'wall' } } }],
    ['background', { color: '#e0f2fe' }],
    ['canvas', { width: 300, height: 100, content: 'keep' }],
    ['crop', { box: { x: 0, y: 0, width: 50, height: 50 } }],
  ])('%s: is carried out, and is seen to change nothing else', (op, more) => {
    expect(carryOut([{ op, ...more }])).toMatchObject({ ok: true })
  })

  it('are all refused, or only the failed one is, as the option says', () => {
    const edits = [
      { op: 'paint', target: { id: 'roof' }, fill: '#000' },
      { op: 'remove', target: { id: 'chimney' } },
    ]
    expect(carryOut(edits)).toMatchObject({ ok: false, problem: expect.stringContaining('edits[1]') })
    expect(carryOut(edits, false)).toMatchObject({ ok: true, svg: svg.replace('#c1272d', '#000') })
    expect(carryOut(edits.slice(1), false)).toMatchObject({ ok: false })
  })

  it('apply to the new drawing, with the prefix of the picture, if there is a new drawing', () => {
    const redrawn = '<svg viewBox="0 0 9 9"><rect id="a" width="9" height="9" fill="#123456"/></svg>'
    const edits = [{ op: 'paint', target: { id: 'a' }, fill: '#654321' }]
    expect(carryOutChange({ svg, idPrefix, redrawn, edits, isStrict: false })).toMatchObject({
      ok: true,
      svg: expect.stringContaining(`<rect id="${idPrefix}a" width="9" height="9" fill="#654321"/>`),
    })
  })
})

describe('what an edit does not address', () => {
  const edit = { op: 'paint', target: { id: 'roof' }, fill: '#000' } as const

  it.each([
    ['another colour', svg.replace('r="9" fill="#ffd983"', 'r="9" fill="#ffd984"'), 'circle'],
    ['other words', svg.replace('Hello', 'Bye'), 'text'],
    ['another size', svg.replace('width="60"', 'width="61"'), 'wall'],
    ['gone', svg.replace(/<circle.*?\/>/, ''), 'circle'],
  ])('%s: is found', (_what, after, named) => {
    expect(findStrayChange(svg, after, edit)).toContain(named)
  })

  it('may be at another position, and addressed elements may change', () => {
    expect(findStrayChange(svg, svg.replace('#c1272d', '#000'), edit)).toBeUndefined()
    const circle = /<circle.*?\/>/.exec(svg)?.[0] ?? ''
    const moved = svg.replace(circle, '').replace('</svg>', `${circle}</svg>`)
    expect(findStrayChange(svg, moved, edit)).toBeUndefined()
  })
})
