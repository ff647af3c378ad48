import { createHash } from 'node:crypto'

const digits = 10

/**
 * What the ids of a job's picture begin with: a letter, ten digits of base 36, a hyphen. Many pictures stand
 * in one page, where an id of one must not be that of another. It differs from job to job, and whoever writes
 * the prompt or the answer cannot foresee it, since the service makes a job's id after the prompt has come;
 * the hash keeps the id out of a picture that everybody sees.
 *
 * @param jobId a UUIDv7, or whatever else tells a picture apart where there is no job.
 */
export function idPrefixOf(jobId: string): string {
  const hash = createHash('sha256').update(jobId).digest()
  const number = hash.readBigUInt64BE() % 36n ** BigInt(digits)
  return `p${number.toString(36).padStart(digits, '0')}-`
}
