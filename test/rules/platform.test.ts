import { expect, it } from 'vitest'
import { listFiles, readSource } from './source-files.ts'

/**
 * Words of the features. Words that libraries or standards also use are not listed: plans of queries, roles
 * of a database, media types of images, notifications of PostgreSQL.
 */
const featureWords = new Set(
  'audit composer credit credits gallery generation generations ledger moderation picture pictures prompt prompts refund refunds'.split(
    ' ',
  ),
)

/** Words that a part may contain because they name its purpose. */
const ownWords: Record<string, string[]> = {
  queue: ['job', 'jobs'],
  // Prompts of a terminal.
  'embedded-postgres': ['prompts'],
  png: ['svg'],
  vectorizer: ['svg'],
  // A setting of V8: `maxOldGenerationSizeMb`.
  threads: ['generation'],
  // A field of spans and of fault reports, and the service's name for the work of its queue.
  traces: ['job', 'jobs'],
}

const partOf = (path: string) => path.split('/')[4] ?? ''

/** The words of names and of prose, in lower case. The name of the service and media types are left out. */
const wordsOf = (source: string): Set<string> =>
  new Set(
    source
      .replace(/chatsvg|image\/[\w+]+|'\.\w+'/gi, ' ')
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z]+/g),
  )

it('the platform has no words of a feature', () => {
  const sources = listFiles('apps/server/src/platform').filter(
    (path) => path.endsWith('.ts') && !path.endsWith('.test.ts'),
  )
  expect(sources.length).toBeGreaterThan(100)
  const found = sources.flatMap((path) => {
    const refused = new Set([...featureWords, 'job', 'jobs', 'svg'])
    for (const word of ownWords[partOf(path)] ?? []) refused.delete(word)
    return [...wordsOf(readSource(path))]
      .filter((word) => refused.has(word))
      .map((word) => `${path}: ${word}`)
  })
  expect(found).toEqual([])
})
