import { randomInt } from 'node:crypto'
import type { SvgModel, SvgRequest } from '../../models/index.ts'

const seedMax = 2 ** 31 - 1
/** Some sentences have few compositions: after this many drawings the search ends. */
const drawingsMax = 32

export const randomSeed = (): number => randomInt(seedMax)

/**
 * Seeds with which a model that draws at once gives pictures that differ from each other, and from that with
 * the seed `beside`; for other models any seeds. The drawings are made only to compare them.
 *
 * @returns fewer than `count` if there are no more such pictures.
 */
export async function chooseSeeds(
  model: SvgModel,
  request: Omit<SvgRequest, 'seed'>,
  count: number,
  beside?: number,
): Promise<number[]> {
  const { drawAtOnce } = model
  if (!drawAtOnce) return Array.from({ length: count }, randomSeed)
  const seen = new Set<string>()
  const draw = async (seed: number) => describe(await drawAtOnce({ ...request, seed }))
  try {
    if (beside !== undefined) seen.add(await draw(beside))
    const seeds: number[] = []
    for (let drawings = 0; drawings < drawingsMax && seeds.length < count; drawings += 1) {
      const seed = randomSeed()
      const drawing = await draw(seed)
      if (seen.has(drawing)) continue
      seen.add(drawing)
      seeds.push(seed)
    }
    return seeds
  } catch {
    // What cannot be drawn fails as a job, which says why and gives the credit back.
    return Array.from({ length: count }, randomSeed)
  }
}

/** What can be seen of a picture: its ids, and the references to them, may differ. */
const describe = (svg: string): string => svg.replace(/\bid="[^"]*"|url\(#[^)]*\)|href="#[^"]*"/g, '')
