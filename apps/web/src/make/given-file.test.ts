import { expect, it } from 'vitest'
import { describeNotes, findFileProblem, kindOf, titleOf } from './given-file.ts'

const file = (name: string, type: string, size = 10) => ({ name, type, size })

it('SVGs are stored, images are traced, other files are refused with a reason', () => {
  expect(kindOf(file('a.svg', 'image/svg+xml'))).toBe('svg')
  expect(kindOf(file('A.SVG', ''))).toBe('svg')
  expect(kindOf(file('photo.jpeg', 'image/jpeg'))).toBe('image')
  expect(kindOf(file('a.svg.txt', 'text/plain'))).toBeUndefined()
  expect(findFileProblem(file('a.gif', 'image/gif'))).toContain('SVG, PNG, JPEG or WebP')
  expect(findFileProblem(file('a.svg', 'image/svg+xml', 3e6))).toContain('at most 2 MB')
  expect(findFileProblem(file('a.png', 'image/png', 9e6))).toContain('at most 8 MB')
  expect(findFileProblem(file('a.png', 'image/png', 3e6))).toBeUndefined()
})

it('the name of a file becomes a title', () => {
  expect(titleOf({ name: 'my-first_house.final.png' })).toBe('my first house.final')
  expect(titleOf({ name: '.svg' })).toBe('')
})

it('omitted content is reported in sentences, and content that was only rewritten is not', () => {
  expect(
    describeNotes([
      { code: 'element_dropped', subject: 'script', count: 2 },
      { code: 'external_reference', subject: 'image/href', count: 1 },
      { code: 'view_box_derived', subject: 'svg', count: 1 },
    ]),
  ).toEqual(['<script> was left out, 2 times', 'image/href points to another address and was left out'])
})
