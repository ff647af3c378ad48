import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFiles, readSource } from './source-files.ts'
import { listTemplateLiterals } from './template-literals.ts'

const sources = listFiles('apps/server/src', 'apps/cli').filter(
  (path) => path.endsWith('.ts') && !path.endsWith('.test.ts'),
)

/** With more values than this, or with a varying number of them, a statement is composed of fragments. */
const numberedMax = 5
/** `read-job-list.ts` numbers its conditions by hand. */
const composedByHand = ['read-job-list.ts']

/** A declaration of a fragment of Drizzle's `sql`, or of a function that returns one. */
const fragment =
  /(?:const \w+(?:: \w+)? =\s*(?:\([^()]*\)(?:: \w+)? =>\s*)?(?:sql[`.]|literal\(|constant\(|[^`\n;]*\? sql`)|function \w+\([^)]*\): (?:SQL|SqlPart)\b|const \w+Fragments = )/y

function isFragmentAt(source: string, at: number): boolean {
  fragment.lastIndex = at
  return fragment.test(source)
}

/** Fragments that files export. */
const shared = new Set(
  sources.flatMap((path) => {
    const source = readSource(path)
    return [...source.matchAll(/^export (?=(?:const|function) (\w+))/gm)]
      .filter(({ 0: { length }, index }) => isFragmentAt(source, index + length))
      .map(([, name]) => name ?? '')
  }),
)

/** Whether the name is a fragment at this position: by its last declaration before it, or by its import. */
function isFragment(source: string, name: string, at: number): boolean {
  const declared = [...source.matchAll(new RegExp(`\\b(?:const|let|function) ${name}\\b`, 'g'))]
  const last = declared.findLast(({ index }) => index < at) ?? declared[0]
  if (last) return isFragmentAt(source, last.index)
  return shared.has(name) && new RegExp(`^import \\{[^}]*\\b${name}\\b`, 'm').test(source)
}

/** The fragments that a source puts into template literals without a tag. */
const listMisplaced = (source: string): string[] =>
  listTemplateLiterals(source)
    .filter(({ tag }) => tag === '')
    .flatMap(({ at, expressions }) =>
      expressions
        .map((expression) => /^\w+/.exec(expression)?.[0] ?? '')
        .filter((name) => isFragment(source, name, at)),
    )

describe('a fragment of a statement', () => {
  it('is found in a plain template literal, where it would be "[object Object]"', () => {
    const columns = 'const columns = sql`id, #{own.name}`'
    const after = 'const after = (at: string) => sql`and at < #{at}`'
    const find = (...lines: string[]) => listMisplaced(lines.join('\n').replaceAll('#{', '${'))
    expect(find(columns, 'const text = `select #{columns} from users`')).toEqual(['columns'])
    expect(find(after, "const text = `select 1 #{after('now')} #{other}`")).toEqual(['after'])
    expect(find(columns, 'const all = sql`select #{columns} #{`a#{name}`} from users`')).toEqual([])
  })

  it('is never in a plain template literal', () => {
    const wrong = sources.flatMap((path) => listMisplaced(readSource(path)).map((name) => `${path}: ${name}`))
    expect(shared.size).toBeGreaterThan(5)
    expect(wrong).toEqual([])
  })
})

describe('a statement', () => {
  it(`does not number more than ${numberedMax} values by hand`, () => {
    const wrong = sources.filter((path) =>
      listTemplateLiterals(readSource(path)).some(({ text }) =>
        [...text.matchAll(/\$(\d+)/g)].some(([, number]) => Number(number) > numberedMax),
      ),
    )
    expect(wrong).toEqual([])
  })

  it('does not compute the numbers of its values', () => {
    const wrong = sources.filter(
      (path) =>
        path !== 'apps/server/src/platform/db/statement.ts' &&
        !composedByHand.includes(basename(path)) &&
        readSource(path).includes('$${'),
    )
    expect(wrong).toEqual([])
  })
})
