import { describe, expect, it } from 'vitest'
import { applyEdits, listParts, revertEdits } from '../index.ts'

describe('several parts', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100"><path d="M0 0H100V100H0z"/><g fill="red"><circle cx="20" cy="20" r="10"/><circle cx="20" cy="60" r="10"/></g><circle cx="60" cy="20" r="10"/></svg>'
  const paths = [[2], [1, 0]]

  it('of different groups become one group, which can be taken apart again', () => {
    const grouped = applyEdits(svg, [{ op: 'group', target: { paths }, name: 'dots' }])
    expect(grouped.outcomes).toEqual([{ done: true, touched: 1, created: [[2]] }])
    expect(grouped.svg).toContain(
      '<g aria-label="dots"><circle cx="20" cy="20" r="10" fill="red"/><circle cx="60" cy="20" r="10"/></g>',
    )
    const freed = applyEdits(grouped.svg, [{ op: 'ungroup', target: { path: [2] } }])
    expect(freed.outcomes).toMatchObject([{ created: [[2], [3]] }])
    expect(freed.svg).not.toContain('dots')
    expect(revertEdits(revertEdits(freed.svg, freed.inverse).svg, grouped.inverse).svg).toBe(svg)
  })

  it('are scaled and mirrored about their common centre, and a part inside another one counts once', () => {
    const { svg: mirrored } = applyEdits(svg, [
      { op: 'flip', target: { paths: [...paths, [1]] }, axis: 'horizontal' },
    ])
    const [left, right] = listParts(mirrored).slice(1)
    expect([left?.box?.x, right?.box?.x]).toEqual([50, 10])
  })

  it('have new paths after they were reordered', () => {
    const { outcomes } = applyEdits(svg, [{ op: 'reorder', target: { paths: [[0], [1]] }, to: 'front' }])
    expect(outcomes).toMatchObject([{ created: [[1], [2]] }])
    const placed = applyEdits(svg, [{ op: 'reorder', target: { paths }, to: { into: { path: [1] } } }])
    expect(placed.outcomes).toMatchObject([
      {
        created: [
          [1, 1],
          [1, 2],
        ],
      },
    ])
  })

  it('that are not all there are changed as far as they are; none is an outcome', () => {
    const { outcomes } = applyEdits(svg, [
      { op: 'remove', target: { paths: [[2], [9]] } },
      { op: 'remove', target: { paths: [[9], [1, 7]] } },
    ])
    expect(outcomes).toMatchObject([
      { done: true, touched: 1 },
      { done: false, code: 'no_target' },
    ])
  })
})
