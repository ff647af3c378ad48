import { describe, expect, it } from 'vitest'
import { previewOf as previewOfAnswer, type SanitizeOptions, sanitizeSvg } from './index.ts'

const answer = `Sure!
\`\`\`svg
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
  <defs>
    <linearGradient id="sky"><stop offset="0" stop-color="blue"/><stop offset="1"/></linearGradient>
    <clipPath id="round"><circle cx="50" cy="50" r="50"/></clipPath>
  </defs>
  <!-- -- the sky -- -->
  <rect width="100" height="100" fill="url(#sky)"/>
  <g clip-path="url(#round)"><path d="M0 0h5"/><circle cx="5" cy="5" r="5"/>
    <text x="1" y="2">R&D &amp; &copy;</text>
  </g>
</svg>
\`\`\`
Enjoy!`

const previewOf = (prefix: string, options?: SanitizeOptions) => previewOfAnswer(prefix, options)?.svg ?? null
const draws = (svg: string | null): string[] =>
  [...(svg ?? '').matchAll(/<(?:rect|path|circle|text)[^>]*>/g)].map(String)

describe('a preview', () => {
  it('exists from the first complete element on, and only grows', () => {
    let before: string[] = []
    let first = -1
    for (let end = 0; end <= answer.length; end++) {
      const preview = previewOf(answer.slice(0, end))
      if (preview === null) {
        expect(before, `gone at ${end}`).toEqual([])
        continue
      }
      if (first < 0) first = end
      const now = draws(preview)
      expect(now.slice(0, before.length), `changed at ${end}`).toEqual(before)
      before = now
    }
    expect(answer.slice(0, first)).toMatch(/fill="url\(#sky\)"\/>$/)
    expect(before.length).toBe(5)
  })

  it('of the whole answer is the picture itself', () => {
    const source = answer
      .slice(answer.indexOf('<svg'), answer.indexOf('```\nEnjoy'))
      .replace('R&D', 'R&amp;D')
      .replace('&copy;', '©')
      .replace(/<!--.*-->/, '')
    const whole = sanitizeSvg(source, { idPrefix: 'p-' })
    expect(whole.ok && whole.svg).toBe(previewOf(answer, { idPrefix: 'p-' }))
  })

  it('holds back elements that a later clip path, mask or filter will change', () => {
    const start = '<svg viewBox="0 0 9 9"><rect width="1" height="1"/><circle r="3" clip-path="url(#c)"/>'
    expect(draws(previewOf(start))).toEqual(['<rect width="1" height="1"/>'])
    expect(draws(previewOf(`${start}<clipPath id="c"><rect width="2" height="2"/></clipPath>`))).toContain(
      '<circle r="3" clip-path="url(#preview-c)"/>',
    )
  })

  it('shows a text, a pattern or a mask only once it is complete', () => {
    const start = '<svg viewBox="0 0 9 9"><rect width="1" height="1"/>'
    expect(previewOf(`${start}<text>he`)).not.toContain('text')
    expect(previewOf(`${start}<text>hello</text>`)).toContain('hello')
    expect(previewOf(`${start}<mask id="m"><rect/>`)).not.toContain('mask')
  })

  it.each([
    '',
    'Let me think',
    '<svg',
    '<svg viewBox="0 0 9 9">',
    '<svg><defs><circle r="3"/></defs>',
    '<svg><style>.a{fill:red}',
    '<svg><g></svg>',
    '<svg><script>',
  ])('of %j is nothing', (prefix) => {
    expect(previewOf(prefix)).toBeNull()
  })

  it('is sanitised', () => {
    expect(
      previewOf(
        '<svg viewBox="0 0 9 9" onload="x"><script>1</script><rect width="1" height="1" onclick="x"/><a href="javascript:x"><circle r="1"/>',
      ),
    ).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="150" height="150"><rect width="1" height="1"/><g><circle r="1"/></g></svg>',
    )
  })
})
