import { afterAll, describe, expect, it } from 'vitest'
import { openOracles } from '../../../test/corpus/oracles.ts'
import { readAttacks } from '../../../test/corpus/read-attacks.ts'
import { sanitizeSvg } from './index.ts'

const oracles = openOracles()
afterAll(() => oracles.close())

describe('the oracles', () => {
  it.each([
    ['<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', 'a script'],
    ['<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>', 'a handler'],
    ['<svg xmlns="http://www.w3.org/2000/svg"><a href="javascript:x"/></svg>', 'a link'],
    [
      '<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(https://evil.test#a)"/></svg>',
      'an external paint',
    ],
    [
      '<svg xmlns="http://www.w3.org/2000/svg"><g style="position:fixed"/></svg>',
      'a style that leaves the box',
    ],
  ])('see %s', (svg) => {
    expect(oracles.findActive(svg)).not.toEqual([])
  })

  it('find what DOMPurify removes, and trees that differ', () => {
    expect(oracles.findImpure('<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>')).not.toEqual([])
    const breakout = '<svg xmlns="http://www.w3.org/2000/svg"><title><p/>x</title></svg>'
    expect(oracles.readAsHtml(breakout)).not.toBe(oracles.readAsXml(breakout))
  })
})

const attacks = readAttacks()

describe('attack vectors', () => {
  it('are many, and each has its own name', () => {
    expect(attacks.length).toBeGreaterThanOrEqual(300)
    expect(new Set(attacks.map(({ title }) => title)).size).toBe(attacks.length)
  })

  it.each(attacks.filter(({ rejection }) => rejection !== null))(
    '$title: is rejected as $rejection',
    ({ source, rejection }) => {
      const result = sanitizeSvg(source)
      expect(result.ok ? result.svg : result.rejection.code).toBe(rejection)
    },
  )

  it.each(attacks.filter(({ rejection }) => rejection === null))(
    '$title: leaves a harmless picture',
    ({ source }) => {
      const result = sanitizeSvg(source)
      if (!result.ok) throw new Error(`${result.rejection.code}: ${result.rejection.message}`)
      expect(result.svg).toMatch(/<(?:rect|circle|path)/)
      expect(oracles.findActive(result.svg)).toEqual([])
      expect(oracles.findImpure(result.svg)).toEqual([])
      expect(oracles.readAsHtml(result.svg)).toBe(oracles.readAsXml(result.svg))
      expect(sanitizeSvg(result.svg)).toMatchObject({ ok: true, svg: result.svg })
    },
  )
})
