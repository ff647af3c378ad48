import { expect, it } from 'vitest'
import { namePictures } from './file-names.ts'

it('pictures have unique names, each of which is a valid file name, id and component name', () => {
  const prompts = [
    'A red fox!',
    'a red fox',
    'a red fox 2',
    '3 keys',
    '',
    '家',
    'Ångström -- über',
    'x'.repeat(90),
  ]
  const names = namePictures(prompts)
  expect(names.map(({ file }) => file)).toEqual([
    'a-red-fox',
    'a-red-fox-2',
    'a-red-fox-2-2',
    'picture-3-keys',
    'picture',
    'picture-2',
    'angstrom-uber',
    'x'.repeat(60),
  ])
  expect(new Set(names.map(({ component }) => component.toLowerCase())).size).toBe(prompts.length)
  for (const { component } of names) expect(component).toMatch(/^[A-Z][A-Za-z0-9]*$/)
})
