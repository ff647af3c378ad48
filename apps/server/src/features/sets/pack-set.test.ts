import { unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { namePictures } from '../exports/index.ts'
import { packSet } from './pack-set.ts'

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

it('the same pictures give the same archive, also with a picture that has no PNG', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
  const pictures = [
    { file: 'fox', component: 'Fox', svg, png: Uint8Array.of(1, 2, 3) },
    { file: 'owl', component: 'Owl', svg },
  ]
  const archive = packSet(pictures)
  expect(packSet(pictures)).toEqual(archive)
  const files = unzipSync(archive)
  expect(files['png/fox.png']).toEqual(Uint8Array.of(1, 2, 3))
  expect(Object.keys(files).filter((path) => path.includes('owl') || path.includes('Owl'))).toEqual([
    'svg/owl.svg',
    'react/Owl.tsx',
  ])
})
