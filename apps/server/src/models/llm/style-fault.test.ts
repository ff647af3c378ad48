import { readPicture, sanitizeSvg, type ViewBox } from '@chatsvg/svg'
import { describe, expect, it } from 'vitest'
import { type SvgStyle, styles } from '../port.ts'
import { findStyleFault } from './style-fault.ts'

const picture = (inside: string) => ({
  picture: readPicture(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">${inside}</svg>`),
  viewBox: [0, 0, 256, 256] as ViewBox,
})

const gradient = '<defs><linearGradient id="a"><stop offset="0" stop-color="#f00"/></linearGradient></defs>'
const kept: Record<SvgStyle, string> = {
  outline:
    '<g fill="none" stroke="#1f2937" stroke-width="6"><path d="M9 9h99"/><circle r="50" fill="#fff"/></g>',
  filled: '<path fill="#e11d48" d="M9 9h99v99z"/><circle r="9" fill="#fff"/>',
  minimal: '<circle cx="128" cy="128" r="60" fill="#e11d48"/>',
  modern:
    '<rect width="256" height="256" fill="#f1f5f9"/><rect x="40" y="40" width="99" height="99" rx="20" fill="#6366f1"/>',
  flat: '<path fill="#e11d48" d="M9 9h99v99z"/><path fill="none" stroke="#111" d="M9 9h9"/>',
  gradient: `${gradient}<circle r="90" fill="url(#a)"/>`,
  'line-art':
    '<rect width="256" height="256" fill="#fff"/><g stroke="#111827" stroke-width="2" fill="none"><path d="M9 9h99"/><path d="M9 19h99"/></g>',
  '3d': `${gradient}<circle r="90" fill="url(#a)"/><ellipse fill="#0003" rx="9" ry="3"/>`,
  cartoon:
    '<g stroke="#111" stroke-width="6"><circle r="90" fill="#f90"/><circle r="9" fill="#fff"/></g><circle r="3" fill="#fff"/>',
}

describe('findStyleFault', () => {
  it.each(styles)('finds nothing wrong with a picture that keeps to %s', (style) => {
    expect(findStyleFault(picture(kept[style]), style)).toBeUndefined()
  })

  const broken: [SvgStyle, string, RegExp][] = [
    ['outline', kept.filled, /strokes/],
    ['outline', kept.gradient, /gradients/],
    ['outline', '<g stroke="#111" fill="#f00"><path d="M0 0"/><path d="M0 0"/></g>', /fills/],
    ['line-art', kept.outline, /thin/],
    [
      'line-art',
      '<g transform="scale(4)"><path fill="none" stroke="#111" stroke-width="2" d="M0 0h9"/></g>',
      /thin/,
    ],
    ['filled', kept['line-art'], /lines/],
    ['filled', kept['3d'], /gradients/],
    ['minimal', '<circle r="3" fill="#f00"/>'.repeat(17), /8 shapes/],
    ['modern', kept['line-art'], /lines/],
    ['flat', kept.gradient, /gradients/],
    ['gradient', kept.flat, /needs gradients/],
    ['gradient', `${gradient}<circle r="90" fill="#f00"/>`, /needs gradients/],
    ['3d', kept.cartoon, /needs gradients/],
    ['cartoon', kept.flat.repeat(3).replaceAll('stroke="#111"', ''), /outline/],
  ]
  it.each(broken)('reports what contradicts %s in %s', (style, inside, fault) => {
    expect(findStyleFault(picture(inside), style)).toMatch(fault)
  })

  it('does not take a pattern for a gradient', () => {
    const bricks = '<defs><pattern id="b" width="9" height="9"><path d="M0 0h9"/></pattern></defs>'
    const wall = '<path d="M0 0h9v9z" fill="#fff" stroke="#111"/><path d="M0 0h9v9z" fill="url(#b)"/>'
    const sanitised = sanitizeSvg(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">${bricks}${wall}</svg>`,
    )
    if (!sanitised.ok) throw new Error(sanitised.rejection.message)
    for (const style of ['outline', 'filled', 'flat', 'minimal'] as const)
      expect(findStyleFault(sanitised, style)).toBeUndefined()
  })

  it('does not count content that is defined and not drawn', () => {
    const clip = `<defs><clipPath id="c">${'<circle r="3" fill="#f00"/>'.repeat(30)}</clipPath></defs>`
    expect(findStyleFault(picture(clip + kept.minimal), 'minimal')).toBeUndefined()
  })
})
