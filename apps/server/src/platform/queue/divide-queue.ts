import { crc32 } from 'node:zlib'
import type { QueueConnection } from './connection.ts'
import type { JobDefinition } from './define-job.ts'

/**
 * The names of the definition's queues. The first is the definition's own, so it has the same entries
 * whatever the number is. Names of definitions have no dot.
 */
export function queueNamesOf({ name, isDivided }: JobDefinition, connection: QueueConnection): string[] {
  const count = isDivided && connection.kind === 'redis' ? (connection.queues ?? 1) : 1
  return Array.from({ length: count }, (_, at) => (at === 0 ? name : `${name}.${at}`))
}

/** The same queue for the same entry, so that its id is unique. */
export function chooseQueue(names: readonly string[], entryId: string): string {
  const name = names[crc32(entryId) % names.length]
  if (name === undefined) throw new TypeError('a definition has no queue')
  return name
}
