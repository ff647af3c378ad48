import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { elementRules } from './elements.ts'
import { sanitizeSvg } from './index.ts'
import { propertyGrammars } from './properties.ts'

function clean(source: string): string {
  const result = sanitizeSvg(source)
  if (!result.ok) throw new Error(`${result.rejection.code}: ${result.rejection.message}`)
  return result.svg
}

const SAMPLES = new URL('../../../test/corpus/samples/', import.meta.url)
const samples = readdirSync(SAMPLES).map((name): [string, string] => [
  name,
  readFileSync(new URL(name, SAMPLES), 'utf8'),
])

describe('samples', () => {
  it('together contain every element, attribute and property of the policy', () => {
    const written = samples.map(([, source]) => clean(source)).join('')
    const missing: string[] = []
    const seen = new Set<string>()
    for (const [name, { role, attributes }] of elementRules) {
      const tags = [...written.matchAll(new RegExp(`<${name}(?=[\\s/>])[^>]*>`, 'g'))].map(String)
      if (tags.length === 0) missing.push(name)
      for (const attribute of attributes.keys()) {
        if (tags.some((tag) => tag.includes(` ${attribute}="`))) seen.add(`${role}/${attribute}`)
      }
    }
    // Elements of one role share the grammars of their common attributes.
    for (const [name, { role, attributes }] of elementRules) {
      for (const attribute of attributes.keys())
        if (!seen.has(`${role}/${attribute}`)) missing.push(`${name}/${attribute}`)
    }
    for (const property of propertyGrammars.keys()) {
      if (!written.includes(` ${property}="`) && !new RegExp(`style="[^"]*\\b${property}:`).test(written))
        missing.push(property)
    }
    // Written only if no box is known, only for browsers, and in filters that are too long to expand it.
    const seldom = ['transform-box', 'transform-origin', 'feDropShadow']
    expect(missing.filter((name) => !seldom.includes(name))).toEqual([])
  })
})

interface IconSet {
  icons: Record<string, { body: string; width?: number; height?: number }>
  width?: number
  height?: number
}

const iconsPerSet = 120
/** resvg 2.6.2 aborts the process on the source itself: a translucent shape outside of the canvas. */
const unrenderable = new Set(['rainbow-flag'])

/**
 * Evenly spread over each set. Some bodies use xlink without declaring it, which the surrounding markup has
 * to do.
 */
function readIcons(): [string, string][] {
  const resolve = createRequire(import.meta.url)
  return ['fluent-emoji-flat', 'noto', 'tabler', 'lucide'].flatMap((set) => {
    const {
      icons,
      width = 16,
      height = 16,
    } = JSON.parse(readFileSync(resolve.resolve(`@iconify-json/${set}/icons.json`), 'utf8')) as IconSet
    const all = Object.entries(icons).filter(([name]) => !unrenderable.has(name))
    const step = all.length / iconsPerSet
    return Array.from({ length: iconsPerSet }, (_, index): [string, string] => {
      const [name, icon] = all[Math.floor(index * step)] ?? ['', { body: '' }]
      const box = `0 0 ${icon.width ?? width} ${icon.height ?? height}`
      const xmlns = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
      return [`${set}/${name}`, `<svg ${xmlns} viewBox="${box}">${icon.body}</svg>`]
    })
  })
}

describe('icons', () => {
  const icons = readIcons()

  it('are sanitised without anything to report', () => {
    const reported = icons.filter(([, source]) => {
      const result = sanitizeSvg(source)
      return !result.ok || result.notes.length > 0
    })
    expect(reported.map(([name]) => name)).toEqual([])
  })
})
