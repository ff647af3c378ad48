import { describe, expect, it } from 'vitest'
import {
  type Change,
  createdKeys,
  type EditorState,
  editsMax,
  editsOf,
  isChanged,
  openedPicture,
  partFor,
  withChange,
  withRedo,
  withSelection,
  withToggled,
  withTrial,
  withUndo,
} from './editor-state.ts'
import { partsAt, readParts } from './parts.ts'

const base =
  '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100">' +
  '<rect width="100" height="100" fill="#eee"/>' +
  '<g id="p-fox" fill="#c82731"><path d="M10 10H30V30z"/><circle cx="50" cy="50" r="9" fill="#fff"/></g>' +
  '<text x="9" y="90" font-size="8">hello</text></svg>'

const opened = openedPicture('one', base)
const target = (...path: number[]) => ({ path })
const move = (x: number, y: number): Change => ({
  edits: [{ op: 'move', target: target(1), x, y }],
  words: 'Moved Fox',
  merges: 'move 1',
})

function change(state: EditorState, wanted: Change): EditorState {
  const changed = withChange(state, wanted)
  if (changed.kind === 'refused') throw new Error(changed.message)
  return changed.state
}

describe('changes', () => {
  it('keep the bytes of other elements, and undo restores all bytes', () => {
    const recoloured = change(opened, {
      edits: [{ op: 'recolor', from: '#c82731', to: '#1d4ed8' }],
      words: 'blue',
    })
    const moved = change(withSelection(recoloured, ['1']), move(5, 0))
    expect(moved.svg).toContain('<text x="9" y="90" font-size="8">hello</text>')
    expect(moved.svg).not.toContain('c82731')
    expect(editsOf(moved).map(({ op }) => op)).toEqual(['recolor', 'move'])
    const undone = withUndo(withUndo(moved))
    expect(undone.svg).toBe(base)
    expect(isChanged(undone)).toBe(false)
    expect(withUndo(undone)).toBe(undone)
    expect(withRedo(withRedo(undone)).svg).toBe(moved.svg)
  })

  it('of one kind on one part are one step, until something else is selected', () => {
    const selected = withSelection(opened, ['1'])
    const thrice = change(change(change(selected, move(0.1, 0)), move(0.2, 0)), move(0, 1))
    expect(thrice.done).toHaveLength(1)
    expect(editsOf(thrice)).toEqual([{ op: 'move', target: target(1), x: 0.3, y: 1 }])
    expect(withUndo(thrice).svg).toBe(base)
    const later = change(withSelection(withSelection(thrice, []), ['1']), move(1, 0))
    expect(later.done).toHaveLength(2)
    // Back where it began: there is nothing to keep.
    expect(isChanged(change(thrice, move(-0.3, -1)))).toBe(false)
  })

  it('whose target matches nothing are refused, and change nothing', () => {
    const refused = withChange(opened, { edits: [{ op: 'remove', target: target(9) }], words: '' })
    expect(refused.kind).toBe('refused')
    const same = change(opened, { edits: [{ op: 'opacity', target: target(1), value: 1 }], words: '' })
    expect([same.svg, isChanged(same)]).toEqual([base, false])
  })

  it('after an undo drop the steps that could be redone', () => {
    const undone = withUndo(change(opened, move(5, 0)))
    expect(undone.undone).toHaveLength(1)
    expect(change(undone, move(1, 1)).undone).toEqual([])
  })

  it('are as many as fit into one version', () => {
    let state = opened
    for (let at = 0; at < editsMax; at += 1)
      state = change(state, { edits: [{ op: 'move', target: target(2), x: 1, y: 0 }], words: '' })
    expect(editsOf(state)).toHaveLength(editsMax)
    expect(withChange(state, move(1, 0)).kind).toBe('refused')
    for (let at = 0; at < editsMax; at += 1) state = withUndo(state)
    expect(state.svg).toBe(base)
  })

  it('restore their selection on undo and redo', () => {
    const removed = change(withSelection(opened, ['1']), {
      edits: [{ op: 'remove', target: target(1) }],
      words: '',
      after: () => [],
    })
    expect(removed.selected).toEqual([])
    expect(withUndo(removed).selected).toEqual(['1'])
    const inside = change(withSelection(opened, ['1.0']), {
      edits: [{ op: 'paint', target: target(1, 0), fill: '#000' }],
      words: '',
    })
    expect(withUndo(withSelection(inside, []))).toMatchObject({ selected: ['1.0'], inside: '1' })
  })

  it('select copies at their new paths', () => {
    const copied = change(withSelection(opened, ['1']), {
      edits: [{ op: 'duplicate', target: target(1), x: 5, y: 5 }],
      words: '',
      after: createdKeys,
    })
    expect(copied.selected).toEqual(['2'])
    expect(readParts(copied.svg).get('2')?.children).toHaveLength(2)
  })
})

it('a preview is shown and not kept', () => {
  const tried = withTrial(opened, [{ op: 'recolor', from: '#eee', to: '#123456' }])
  expect(tried.trial).toContain('#123456')
  expect([tried.svg, isChanged(tried)]).toEqual([base, false])
  expect(withTrial(tried, []).trial).toBeUndefined()
})

it('a click selects a child of the entered group, or leaves the group', () => {
  expect(partFor('', '1.0.2', '')).toEqual({ inside: '', key: '1' })
  expect(partFor('1', '1.0.2', '')).toEqual({ inside: '1', key: '1.0' })
  expect(partFor('1.0', '1.0.2', '')).toEqual({ inside: '1.0', key: '1.0.2' })
  expect(partFor('1.0', '1.3', '')).toEqual({ inside: '1', key: '1.3' })
  expect(partFor('1.0', '2.4', '')).toEqual({ inside: '', key: '2' })
  expect(partFor('1.0', '2', '')).toEqual({ inside: '', key: '2' })
})

it('a click selects a child of the group that contains the whole picture', () => {
  const wrapped = base.replace('<rect', '<g><g><rect').replace('</svg>', '</g></g></svg>')
  const { wrapper } = readParts(wrapped)
  expect([wrapper, readParts(base).wrapper]).toEqual(['0.0', ''])
  expect(partFor('', '0.0.1.0', wrapper)).toEqual({ inside: '0.0', key: '0.0.1' })
  expect(partFor('0.0.1', '0.0.1.0', wrapper)).toEqual({ inside: '0.0.1', key: '0.0.1.0' })
  expect(partFor('0.0.1', '0.0.0', wrapper)).toEqual({ inside: '0.0', key: '0.0.0' })
})

it('of several selected parts none is inside another', () => {
  expect(withToggled([], '1')).toEqual(['1'])
  expect(withToggled(['1', '2'], '1')).toEqual(['2'])
  expect(withToggled(['1.0', '1.2', '2'], '1')).toEqual(['2', '1'])
  expect(withToggled(['1', '2'], '1.0')).toEqual(['2', '1.0'])
  expect(withToggled(['1'], '10')).toEqual(['1', '10'])
})

it('several parts are changed together, as one step', () => {
  const keys = ['2', '1.0']
  const chosen = withSelection(opened, keys)
  const several = partsAt(readParts(chosen.svg), keys)
  if (!several) throw new Error('no parts')
  expect(several).toMatchObject({ name: '2 parts', isGroup: false, fill: undefined, isMixed: { fill: true } })
  const grouped = change(chosen, {
    edits: [{ op: 'group', target: several.target }],
    words: 'Grouped',
    after: createdKeys,
  })
  expect([grouped.done.length, grouped.selected]).toEqual([1, ['2']])
  const group = partsAt(readParts(grouped.svg), grouped.selected)
  expect(group).toMatchObject({ isGroup: true, canUngroup: true, colors: ['#c82731', '#000000'] })
  const freed = change(grouped, {
    edits: [{ op: 'ungroup', target: { path: [2] } }],
    words: 'Ungrouped',
    after: createdKeys,
  })
  expect(freed.selected).toEqual(['2', '3'])
  const undone = withUndo(withUndo(freed))
  expect([undone.svg, undone.selected]).toEqual([base, keys])
})

it('parts have names, colours and texts', () => {
  const parts = readParts(base)
  expect(parts.childrenOf('')).toEqual(['0', '1', '2'])
  expect(parts.get('1')).toMatchObject({ name: 'Fox', ownName: 'fox', children: ['1.0', '1.1'] })
  expect(parts.get('1')?.colors).toEqual(['#c82731', '#ffffff'])
  expect(parts.get('0')).toMatchObject({ name: 'Rectangle', ownName: '', fill: '#eeeeee' })
  expect(parts.get('2')).toMatchObject({ name: '\u201chello\u201d', text: 'hello' })
  expect(parts.colors).toHaveLength(4)
})
