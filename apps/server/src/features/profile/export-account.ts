import type { Db } from '../../platform/db/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { recordAuditEvent } from '../accounts/index.ts'
import { collectAccount, type Section } from './collect-account.ts'

/**
 * Everything that is stored about the caller, as the text of one JSON document, in pieces: nothing large is
 * in memory at once. Password and token hashes are left out, because they contain no personal data.
 */
export async function exportAccount(
  db: Db,
  { userId }: Caller,
  origin: Origin,
): Promise<AsyncGenerator<string>> {
  await recordAuditEvent(db, { userId, action: 'account_exported', succeeded: true, origin })
  return writeDocument(collectAccount(db, userId))
}

async function* writeDocument(sections: AsyncIterable<Section>): AsyncGenerator<string> {
  yield `{"exportedAt":${JSON.stringify(new Date().toISOString())}`
  for await (const { name, content } of sections) {
    yield `,\n${JSON.stringify(name)}:`
    if (!isList(content)) {
      yield JSON.stringify(content)
      continue
    }
    let separator = '['
    for await (const item of content) {
      yield `${separator}\n${JSON.stringify(item)}`
      separator = ','
    }
    yield separator === '[' ? '[]' : ']'
  }
  yield '}\n'
}

const isList = (content: Section['content']): content is AsyncIterable<object> =>
  Symbol.asyncIterator in content
