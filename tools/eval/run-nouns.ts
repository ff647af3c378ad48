import { composeSentence, openComposer } from '../../packages/composer/src/open-composer.ts'
import { everydayNouns } from './specifications/everyday-nouns.data.ts'
import { nouns } from './specifications/nouns.data.ts'

/**
 * `npm run eval -- --nouns`: says which everyday nouns the composer draws by their name, which it draws as
 * something near that the report names, and which it does not know.
 */
export async function runNouns(write: (line: string) => void): Promise<void> {
  const composer = await openComposer()
  const lists = [...Object.values(nouns), ...Object.values(everydayNouns)]
  const names = [...new Set(lists.flatMap((list) => list.split(' ')))].map((name) =>
    name.replaceAll('-', ' '),
  )
  const [near, unknown]: [string[], string[]] = [[], []]
  for (const name of names) {
    const { kind, report } = composeSentence(composer, `a ${name}`, { style: 'flat', seed: 1 })
    if (kind !== 'picture' || report.leftOut.length > 0) unknown.push(name)
    else if (report.changed.length > 0) near.push(`${name} (${report.changed[0]?.drawnAs})`)
  }
  write(`not known: ${unknown.join(', ')}\n`)
  write(`near: ${near.join(', ')}\n`)
  const share = (count: number) => `${count} (${((100 * count) / names.length).toFixed(1)} %)`
  const known = names.length - near.length - unknown.length
  write(
    `${names.length} nouns: known ${share(known)}, near ${share(near.length)}, not known ${share(unknown.length)}`,
  )
}
