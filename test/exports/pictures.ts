import { readdirSync, readFileSync } from 'node:fs'
import { sanitizeSvg } from '@chatsvg/svg'
import { styles } from '../../apps/server/src/models/port.ts'
import { composeSentence, openComposer } from '../../packages/composer/src/open-composer.ts'
import { builtInPrompts } from '../../tools/eval/prompts.data.ts'

export type TestPicture = { name: string; svg: string }

const samplesFolder = new URL('../corpus/samples/', import.meta.url)
const perStyle = 3

/** Three pictures of the composer in each style, and the samples of the corpus, as they would be stored. */
export async function readPictures(): Promise<TestPicture[]> {
  const composer = await openComposer()
  const wanted = styles.flatMap((style, at) =>
    builtInPrompts.slice(at * perStyle, (at + 1) * perStyle).map((prompt) => ({ style, prompt })),
  )
  const composed = wanted.map(({ style, prompt }): TestPicture => {
    const picture = composeSentence(composer, prompt, { style, seed: 1 })
    if (picture.kind !== 'picture') throw new Error(`not drawn: ${prompt}`)
    return { name: `${style}: ${prompt}`, svg: sanitise(picture.pieces.join('')) }
  })
  const samples = readdirSync(samplesFolder).map(
    (name): TestPicture => ({
      name,
      svg: sanitise(readFileSync(new URL(name, samplesFolder), 'utf8')),
    }),
  )
  return [...composed, ...samples]
}

function sanitise(source: string): string {
  const result = sanitizeSvg(source, { idPrefix: 'p-' })
  if (!result.ok) throw new Error(result.rejection.message)
  return result.svg
}
