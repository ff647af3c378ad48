import { finishAnswer } from '../../apps/server/src/features/drawing/finish-answer.ts'
import { idPrefixOf } from '../../apps/server/src/features/drawing/id-prefix.ts'
import { createComposer, type SvgStyle, styles } from '../../apps/server/src/models/index.ts'
import { createRandom, pick } from '../random/index.ts'
import { colours, subjects, surroundings } from './words.data.ts'

export type SeedPicture = { prompt: string; style: SvgStyle; seed: number; svg: string }

/** Pictures as the service stores them: composed and sanitised. The same for the same seed. */
export async function* drawPictures(
  count: number,
  seed: number,
  signal: AbortSignal,
): AsyncGenerator<SeedPicture> {
  const composer = createComposer()
  const random = createRandom(seed)
  for (let drawn = 0; drawn < count; ) {
    const request = {
      prompt: writePrompt(random),
      style: pick(random, styles),
      seed: Math.floor(random() * 2 ** 31),
    }
    let answer = ''
    for await (const piece of composer.model.streamSvg(request, signal)) answer += piece
    const finished = finishAnswer({
      answer,
      idPrefix: idPrefixOf(`seed ${seed} ${drawn}`),
      findsFault: false,
      request,
    })
    if (!finished.ok) continue
    drawn += 1
    yield { ...request, svg: finished.svg }
  }
}

function writePrompt(random: () => number): string {
  const thing = () => `a ${pick(random, colours)} ${pick(random, subjects)}`
  const among = random() < 0.4 ? ` and ${thing()}` : ''
  const where = random() < 0.7 ? ` ${pick(random, surroundings)}` : ''
  return `${thing()}${among}${where}`
}
