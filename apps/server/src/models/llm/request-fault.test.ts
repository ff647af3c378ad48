import { readPicture, type ViewBox } from '@chatsvg/svg'
import { describe, expect, it } from 'vitest'
import { findFault } from './request-fault.ts'

const subject = '<path fill="#e11d48" d="M60 60h99v99z"/>'
const picture = (inside: string, [width, height] = [256, 256]) => ({
  picture: readPicture(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${inside}</svg>`,
  ),
  viewBox: [0, 0, width, height] as ViewBox,
})
const ground = (fill: string, [width, height] = [256, 256]) =>
  `<rect width="${width}" height="${height}" fill="${fill}"/>`

describe('the canvas', () => {
  it('has the proportions of the request', () => {
    const wide = { style: 'flat', width: 1200, height: 400 } as const
    expect(findFault(picture(subject), wide)).toBe('The root must have viewBox="0 0 256 85"')
    expect(findFault(picture(subject, [256, 85]), wide)).toBeUndefined()
    expect(findFault(picture(subject, [512, 170]), wide)).toBeUndefined()
    expect(findFault(picture(subject, [512, 170]), { style: 'flat' })).toBeUndefined()
  })
})

describe('the background', () => {
  it.each([
    ['none', subject, undefined],
    ['none', ground('#fff') + subject, 'There must be no background'],
    ['none', ground('none') + subject, undefined],
    ['#008080', ground('teal') + subject, undefined],
    ['#008080', ground('#fff') + subject, 'fill="#008080"'],
    ['#008080', subject, 'fill="#008080"'],
    ['auto', ground('#fff') + subject, undefined],
  ])('%s of %s', (background, inside, fault) => {
    const found = findFault(picture(inside), { style: 'flat', background })
    if (fault) expect(found).toContain(fault)
    else expect(found).toBeUndefined()
  })

  it('is a rect of the whole canvas where that is wide, too', () => {
    const wide = { style: 'flat', width: 512, height: 256, background: 'none' } as const
    const canvas = [256, 128] as const
    expect(findFault(picture(ground('#fff', [256, 128]) + subject, [...canvas]), wide)).toContain(
      'no background',
    )
    expect(findFault(picture(ground('#fff', [128, 128]) + subject, [...canvas]), wide)).toBeUndefined()
  })
})

describe('the palette', () => {
  const palette = ['#264653', '#e9c46a']
  const shapes = (...fills: string[]) =>
    picture(fills.map((fill) => `<path fill="${fill}" d="M9 9h99v99z"/>`).join(''))

  it.each([
    ['its colours', ['#264653', '#e9c46a'], true],
    ['tints and shades of them', ['#7d9098', '#132329', '#f4e2b5', '#fff', '#000'], true],
    ['one stranger among five', ['#264653', '#e9c46a', '#264653', '#e9c46a', '#f0f'], true],
    ['other colours', ['#e11d48', '#6366f1', '#264653'], false],
  ])('%s', (_what, fills, isKept) => {
    const found = findFault(shapes(...fills), { style: 'flat', palette })
    if (isKept) expect(found).toBeUndefined()
    else expect(found).toContain('The palette is #264653, #e9c46a, but there are shapes in #e11d48, #6366f1')
  })
})
