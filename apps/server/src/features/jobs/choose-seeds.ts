import { randomInt } from 'node:crypto'
import type { SvgModel, SvgRequest } from '../../models/index.ts'

const seedMax = 2 ** 31 - 1
/** Some sentences have few compositions, so the search ends after this many drawings. */
const drawingsMax = 32

export const randomSeed = (): number => randomInt(seedMax)

/**
 * Chooses seeds. For a model that draws synchronously, their pictures differ from each other and from the
 * picture of the seed `beside`; the pictures are drawn here only to compare them. For other models, the seeds
 * are random.
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
    // A sentence that cannot be drawn is not an error here: its job fails with the reason and returns the
    // credit.
    return Array.from({ length: count }, randomSeed)
  }
}

/** The visible content of a picture: ids, and references to them, are left out. */
const describe = (svg: string): string => svg.replace(/\bid="[^"]*"|url\(#[^)]*\)|href="#[^"]*"/g, '')
