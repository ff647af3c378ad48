import { createHash } from 'node:crypto'

const digits = 10

/**
 * The prefix of the ids in a job's picture: a letter, ten digits of base 36, a hyphen. One page shows many
 * pictures, and an id of one must not be an id of another. The prefix differs for each job. The author of the
 * prompt or the answer cannot foresee it, because the service makes a job's id after the prompt has arrived.
 * The hash keeps the job's id out of a public picture.
 *
 * @param jobId a UUIDv7, or another value that identifies a picture without a job.
 */
export function idPrefixOf(jobId: string): string {
  const hash = createHash('sha256').update(jobId).digest()
  const number = hash.readBigUInt64BE() % 36n ** BigInt(digits)
  return `p${number.toString(36).padStart(digits, '0')}-`
}

/**
 * The prefix of the ids in a stored picture, so that a version of it keeps its bytes. Only tags are read,
 * because texts may contain anything.
 *
 * @returns undefined for a picture without ids.
 */
export function idPrefixIn(svg: string): string | undefined {
  return new RegExp(`<[A-Za-z][^<>]*\\sid="(p[0-9a-z]{${digits}}-)`).exec(svg)?.[1]
}
