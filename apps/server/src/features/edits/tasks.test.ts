import { describe, expect, it } from 'vitest'
import { listPartsForModel } from '../drawing/carry-out-change.ts'
import { applyEditsToPicture } from './apply-edits-task.ts'
import { sanitizeUpload } from './sanitize-upload-task.ts'
import { showVersions } from './versions.ts'

const idPrefix = 'p0123456789-'
const upload = (source: string, title = '') => sanitizeUpload({ source, idPrefix, title })
const svg = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90">${body}</svg>`

describe('an upload', () => {
  it('has its own title, else the given one, and role="img"', () => {
    expect(upload(svg('<title>Mine</title><rect width="9" height="9"/>'), 'Given')).toMatchObject({
      title: 'Mine',
      svg: expect.stringContaining('role="img"><title>Mine</title>'),
    })
    expect(upload(svg('<rect width="9" height="9"/>'), 'Given')).toMatchObject({ title: 'Given' })
    expect(upload(svg('<rect width="9" height="9"/>'))).toMatchObject({ title: '' })
  })

  it('that is refused says where', () => {
    expect(upload('<svg>\n<g></svg>')).toMatchObject({
      ok: false,
      rejection: { code: 'malformed', line: 2, column: expect.any(Number) },
    })
  })
})

it('the error of invalid edits says where, and valid edits keep the id prefix', () => {
  const sanitized = upload(svg('<rect id="a" width="9" height="9"/>'))
  if (!sanitized.ok) throw new Error(sanitized.rejection.message)
  const apply = (...edits: unknown[]) => applyEditsToPicture({ svg: sanitized.svg, edits, idPrefix })
  expect(apply({ op: 'paint', target: { id: 'a' }, fill: 1 })).toMatchObject({
    ok: false,
    code: 'bad_edits',
    at: '/0/fill',
  })
  expect(apply({ op: 'insert', svg: '<circle id="b" r="4"/>' })).toMatchObject({
    ok: true,
    svg: expect.stringContaining(`<circle id="${idPrefix}b"`),
  })
})

it('the description of a picture has a maximum length and goes from the whole to the details', () => {
  const group = (at: number) =>
    `<g id="g${at}" aria-label="group ${at}">${'<rect width="9" height="9" fill="#123456"/>'.repeat(20)}</g>`
  const sanitized = upload(svg(Array.from({ length: 40 }, (_, at) => group(at)).join('')))
  if (!sanitized.ok) throw new Error(sanitized.rejection.message)
  const lines = listPartsForModel({ svg: sanitized.svg, idPrefix }).split('\n')
  expect(lines).toHaveLength(40)
  expect(lines[7]).toBe('[7] g id=g7 name="group 7" fill=#123456 box=0,0,9,9')
})

it('versions that the viewer may not see are left out, and their children get the nearest visible ancestor', () => {
  const version = (id: string, parentId: string | null, privacy: boolean) => ({
    ...{ id, parentId, privacy, userId: 'owner', model: 'composer', instruction: null },
    createdAt: new Date(0),
  })
  const all = [
    version('a', null, true),
    version('b', 'a', false),
    version('c', 'b', true),
    version('d', 'c', true),
    version('e', 'd', false),
    version('f', 'gone', false),
  ]
  const seen = (viewer?: string) => showVersions(all, viewer).map(({ id, parentId }) => [id, parentId])
  expect(seen()).toEqual([
    ['b', null],
    ['e', 'b'],
    ['f', null],
  ])
  expect(seen('owner')).toHaveLength(6)
})
