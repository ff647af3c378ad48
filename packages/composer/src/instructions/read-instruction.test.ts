import { applyEdits, listParts, sanitizeSvg } from '@chatsvg/svg'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeSentence, openComposer } from '../open-composer.ts'
import type { ScenePlan } from '../plan/scene-plan.ts'
import { editWords } from './edit-words.data.ts'
import type { InstructionReading } from './read-instruction.ts'
import { editVocabulary } from './vocabulary.ts'

const composer = await openComposer()

function draw(sentence: string): { svg: string; plan: ScenePlan } {
  const composed = composeSentence(composer, sentence, { style: 'flat', seed: 1 })
  if (composed.kind !== 'picture') throw new Error(`${sentence} is not drawn`)
  return { svg: sanitize(composed.pieces.join('')), plan: composed.plan }
}

function sanitize(svg: string): string {
  const result = sanitizeSvg(svg, { idPrefix: 'p0123456789-' })
  if (!result.ok) throw new Error(result.rejection.message)
  return result.svg
}

const farm = draw('a house next to two trees and a yellow sun')
const icon = sanitize(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="8" cy="8" r="6" fill="#e5343d"/><rect x="12" y="12" width="10" height="10" fill="#2a78e4"/></svg>',
)

const read = (instruction: string, picture: { svg: string; plan?: ScenePlan } = farm): InstructionReading =>
  composer.readInstruction(instruction, picture)

/** The bytes of the named groups, by their ids. */
function groupsOf(svg: string): Map<string, string> {
  const groups = new Map<string, string>()
  for (const { index, 1: id = '' } of svg.matchAll(/<g id="p0123456789-([^"]+)"/g)) {
    let depth = 0
    for (const tag of svg.slice(index).matchAll(/<g[ >]|<\/g>/g)) {
      depth += tag[0] === '</g>' ? -1 : 1
      if (depth > 0) continue
      groups.set(id, svg.slice(index, index + tag.index))
      break
    }
  }
  return groups
}

test.each([
  ['make the house blue', ['house']],
  ['make the roof green', ['house']],
  ['die Sonne kleiner und nach links', ['sun']],
  ['supprime les arbres', ['tree', 'tree-copy-1', 'tree-copy-2']],
  ['outline the second tree in white', ['tree', 'tree-copy-2']],
  ['put a flag on the house', []],
  ['bring the house to the front', []],
  ['remove the background', ['scene-back', 'scene-shadows']],
])('"%s" keeps the bytes of what it does not name', (instruction, named) => {
  const before = groupsOf(farm.svg)
  const { edits, plan } = read(instruction)
  expect(plan).toBeUndefined()
  const { svg, outcomes } = applyEdits(farm.svg, edits)
  expect(outcomes.every(({ done }) => done)).toBe(true)
  expect(svg).not.toBe(farm.svg)
  const after = groupsOf(svg)
  const changed = [...before.keys()].filter((id) => after.get(id) !== before.get(id))
  expect(changed.toSorted()).toEqual(named.toSorted())
})

test('an instruction has the same meaning in ten languages', () => {
  const said = [
    'make the house blue',
    'mach das Haus blau',
    'peins la maison en bleu',
    'pinta la casa de azul',
    'colora la casa di blu',
    'pinte a casa de azul',
    '把房子变成蓝色',
    '家を青くして',
    'اجعل البيت أزرق',
    'сделай дом синим',
  ]
  const [english, ...others] = said.map((instruction) => read(instruction).edits)
  expect(english).toHaveLength(2)
  for (const edits of others) expect(edits).toEqual(english)
})

const lake = draw('three blue boats on a calm lake')
/** The ids of the things that edits address. */
const addressed = ({ edits }: InstructionReading) => [
  ...new Set(
    edits.map((edit) =>
      'target' in edit && edit.target && 'id' in edit.target ? edit.target.id.slice(12) : undefined,
    ),
  ),
]

test.each([
  ['remove the tree on the left', farm, ['tree-copy-1']],
  ['quita el árbol de la derecha', farm, ['tree-copy-2']],
  ["l'arbre de gauche en rouge", farm, ['tree-copy-1']],
  ['remove the tree to the right of the house', farm, ['tree-copy-1']],
  ['remove the sun above the house', farm, ['sun']],
  ['make the trees to the right of the house red', farm, ['tree-copy-1', 'tree-copy-2']],
  ['make the trees next to the house red', farm, ['tree-copy-1', 'tree-copy-2']],
  ['remove two boats', lake, ['boat-copy-3', 'boat-copy-2']],
  ['elimina 2 barcos', lake, ['boat-copy-3', 'boat-copy-2']],
  ['the boat in the middle red', lake, ['boat-copy-2']],
  ['el barco del medio amarillo', lake, ['boat-copy-2']],
  ['le bateau du milieu en vert', lake, ['boat-copy-2']],
  ['o barco do meio vermelho', lake, ['boat-copy-2']],
  ['средняя лодка красная', lake, ['boat-copy-2']],
  ['лодка слева красная', lake, ['boat-copy-1']],
  ['左の船を赤く', lake, ['boat-copy-1']],
  ['remove the three boats', lake, ['boat']],
  ['rends les bateaux violets', lake, ['boat']],
])('"%s" changes only the things that it means', (instruction, picture, ids) => {
  expect(addressed(read(instruction, picture))).toEqual(ids)
})

test('a thing that is not at the named side is not in the picture', () => {
  for (const instruction of [
    'remove the tree to the left of the house',
    'make the tree to the left of the house bigger',
  ])
    expect(read(instruction)).toMatchObject({
      edits: [],
      report: { leftOut: [{ reason: 'not_in_picture' }] },
    })
})

test.each([
  ['replace the sun with a moon', 'sun', 'moon'],
  ['ersetze die Sonne durch einen Mond', 'sun', 'moon'],
  ['remplace le soleil par une lune', 'sun', 'moon'],
  ['turn the house into a green castle', 'house', 'castle'],
  ['swap the left tree for a cactus', 'tree-copy-1', 'cactus'],
])('"%s" puts another thing at the same place', (instruction, old, name) => {
  const { edits, report } = read(instruction)
  const { svg } = applyEdits(farm.svg, edits)
  const before = listParts(farm.svg).flatMap((part) => [part, ...part.children])
  const place = before.find(({ id }) => id === `p0123456789-${old}`)?.box
  const [fresh] = listParts(svg).filter((part) => part.name === name)
  expect(groupsOf(svg).has(old)).toBe(false)
  const middle = (box: typeof place) => (box ? box.x + box.width / 2 : undefined)
  expect(middle(fresh?.box)).toBeCloseTo(middle(place) ?? Number.NaN, 0)
  expect(report).toMatchObject({ drawn: [{ name }], leftOut: [] })
})

test('an instruction that no edit can carry out is refused', () => {
  for (const instruction of [
    'crop to a circle',
    'replace the sun with a glorfindel',
    'make the red line thicker',
  ])
    expect(read(instruction)).toMatchObject({ edits: [], report: { leftOut: [{}] } })
})

test('a picture without names is addressed by colours and kinds', () => {
  expect(read('make the red part green', { svg: icon }).edits).toEqual([
    { op: 'recolor', from: '#e5343d', to: '#36a852' },
  ])
  expect(read('remove the circle', { svg: icon }).edits).toEqual([{ op: 'remove', target: { path: [0] } }])
  expect(read('red to blue and rotate it 45 degrees left', { svg: icon }).edits).toEqual([
    { op: 'recolor', from: '#e5343d', to: '#2a78e4' },
    { op: 'rotate', target: { all: true }, degrees: -45 },
  ])
})

test('two colours are swapped at the same time', () => {
  const { edits } = read('swap red and blue', { svg: icon })
  const { svg } = applyEdits(icon, edits)
  expect(svg).toContain('<circle cx="8" cy="8" r="6" fill="#2a78e4"/>')
  expect(svg).toMatch(/<rect [^>]*fill="#e5343d"/)
})

test('another style is a plan to draw anew, where there is one', () => {
  expect(read('in line art style')).toMatchObject({ edits: [], plan: { ...farm.plan, style: 'line-art' } })
  expect(read('in line art style', { svg: icon })).toMatchObject({ edits: [], report: { leftOut: [{}] } })
})

test('a thing that only the composer can draw is drawn again, without the rest', () => {
  const { edits } = read('make the house of brick')
  expect(edits).toMatchObject([{ op: 'remove' }, { op: 'insert' }])
  const [before, after] = [farm.svg, applyEdits(farm.svg, edits).svg].map(groupsOf)
  expect(after?.get('sun')).toBe(before?.get('sun'))
  expect(after?.get('tree')).toBe(before?.get('tree'))
  expect(after?.get('house')).toContain('house-texture')
})

test('each clause applies to the result of the previous one', () => {
  expect(read('remove the circle and make the square green', { svg: icon }).edits).toEqual([
    { op: 'remove', target: { path: [0] } },
    { op: 'recolor', from: '#2a78e4', to: '#36a852', target: { path: [0] } },
  ])
  const { edits } = read('make the sun twice as big and put it in the top right corner')
  const { svg } = applyEdits(farm.svg, edits)
  const [sun] = listParts(svg).filter(({ id }) => id === 'p0123456789-sun')
  expect((sun?.box?.x ?? 0) + (sun?.box?.width ?? 0)).toBeCloseTo(256 * 0.95, 0)
  expect(sun?.box?.y).toBeCloseTo(256 * 0.05, 0)
  const drawnAnew = read('remove the sun and make it night')
  expect(drawnAnew).toMatchObject({ edits: [{ op: 'remove' }], plan: { background: { light: 'night' } } })
})

test('"everything but" means all other things', () => {
  expect(read('remove everything except the house').edits).toEqual(read('only keep the house').edits)
})

test('an added thing is drawn separately and listed in the report', () => {
  const { edits, report } = read('add a red balloon at the top right')
  expect(edits).toMatchObject([{ op: 'insert' }])
  expect(report).toMatchObject({ drawn: [{ name: 'balloon', count: 1, color: 'red' }], leftOut: [] })
  expect(groupsOf(applyEdits(farm.svg, edits).svg).has('balloon')).toBe(true)
})

test('a thing that is not in the picture is left out, and the rest is done', () => {
  const reading = read('make the giraffe blue and remove the sun')
  expect(reading.edits).toEqual([{ op: 'remove', target: { id: 'p0123456789-sun' } }])
  expect(reading.understood).toEqual(['remove the sun'])
  expect(reading.report.leftOut).toEqual([
    { words: 'make the giraffe blue', reason: 'not_in_picture', kind: 'noun' },
  ])
})

test.each([
  'hello there',
  'what time is it?',
  'make the head of the house red',
  'lorem ipsum',
  'no',
  '…',
  '',
])('"%s" changes nothing, and its words are in the report', (instruction) => {
  const { edits, plan, report } = read(instruction)
  expect({ edits, plan }).toEqual({ edits: [], plan: undefined })
  expect(report.leftOut.length > 0).toBe(/\p{L}/u.test(instruction))
})

const words = [
  ...editVocabulary,
  ...Object.values(editWords).flatMap((list) => list.split(/;\s*/).map((pair) => pair.split('=')[0] ?? '')),
  ...'house tree sun roof red blue #ff0000 "Hi" 45° 50% 2px 512x512 , . -> 把 を'.split(' '),
]

test('no text makes the reader throw, and all its edits are valid', () => {
  const instruction = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((list) => list.join(' ')),
  )
  fc.assert(
    fc.property(instruction, fc.constantFrom(farm, { svg: icon }), (text, picture) => {
      const reading = read(text, picture)
      if (reading.edits.length > 0 && !reading.plan) applyEdits(picture.svg, reading.edits)
      expect(read(text, picture)).toEqual(reading)
    }),
    { numRuns: 400 },
  )
})

test('a text that the policy did not write is refused', () => {
  expect(() => read('make it red', { svg: '<html/>' })).toThrow(TypeError)
})
