import { expect, it } from 'vitest'
import { listFiles, readSource } from './source-files.ts'

/**
 * ARCHITECTURE.md's tree, between the fences that follow "The tree": one entry a line, two spaces a level,
 * folders with a slash at the end. It shows every folder of the code down to the rooms, and the files of
 * `bin` and `src/app`.
 */
function readTree(): string[] {
  const [, fence = ''] = /## The tree\s+```\n([\s\S]*?)```/.exec(readSource('ARCHITECTURE.md')) ?? []
  const trail: string[] = []
  return fence
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const depth = (line.length - line.trimStart().length) / 2
      const [name = ''] = line.trim().split(/\s+/)
      trail.length = depth
      trail[depth] = name.replace(/\/$/, '')
      return trail.join('/') + (name.endsWith('/') ? '/' : '')
    })
}

function listRooms(): string[] {
  const files = listFiles('bin', 'src', 'test', 'bench', 'migrations', 'docs', 'deploy', 'tools', 'web')
  const rooms = new Set<string>()
  for (const path of files) {
    const parts = path.split('/')
    const roomDepth =
      path.startsWith('src/features/') || path.startsWith('src/platform/') || path.startsWith('web/src/')
        ? 3
        : path.startsWith('src/') || path.startsWith('docs/') || path.startsWith('test/')
          ? 2
          : 1
    for (let depth = 1; depth <= Math.min(roomDepth, parts.length - 1); depth += 1)
      rooms.add(`${parts.slice(0, depth).join('/')}/`)
    if (/^(bin|src\/app)\/[^/]+\.ts$/.test(path) && !path.endsWith('.test.ts')) rooms.add(path)
  }
  return [...rooms].sort()
}

it('ARCHITECTURE.md shows the tree as it is', () => {
  expect(readTree().sort()).toEqual(listRooms())
})
