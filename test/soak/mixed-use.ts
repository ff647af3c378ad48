import { createPicture } from '../../bench/pictures.ts'
import { createRandom, pick } from '../../tools/random/index.ts'
import { type Behaviour, type ChaosModel, textReply } from '../chaos/model.ts'
import { type Act, arrive, type Visitor } from './visitor.ts'

export type MixedUse = AsyncDisposable & {
  /** How often each action was done. */
  readonly counts: Readonly<Partial<Record<Act, number>>>
  /** Answers that must not occur, in words. */
  readonly faults: readonly string[]
}

export type UseOptions = { url: string; model: ChaosModel; seed: number }

/** As many visitors as in the measurement of the leak that this guards against. */
const visitorsCount = 6
const picturesCount = 40
const picture = { bytesMin: 1_000, bytesMax: 12_000 }
const pieceChars = 200
const faultsMax = 20

/** Visitors use the service, without a pause, until this is disposed. Seven of eight drawings succeed. */
export async function startMixedUse(options: UseOptions): Promise<MixedUse> {
  const { model, url, seed } = options
  const random = createRandom(seed)
  const usual = Array.from({ length: picturesCount }, (_, at) => streamed(at))
  model.usually = () => pick(random, usual)(1)
  let drawings = 0
  const nextTag = () => {
    drawings += 1
    const tag = `soak${drawings}`
    if (random() < 1 / 8) model.behave(tag, pick(random, failures))
    return tag
  }
  const visitors = await Promise.all(
    Array.from({ length: visitorsCount }, () => arrive({ url, random, nextTag })),
  )
  const counts: Partial<Record<Act, number>> = {}
  const faults: string[] = []
  let isOver = false

  async function visit(visitor: Visitor): Promise<void> {
    while (!isOver) {
      try {
        const act = await visitor.act()
        counts[act] = (counts[act] ?? 0) + 1
      } catch (error) {
        if (faults.length < faultsMax) faults.push(error instanceof Error ? error.message : String(error))
      }
    }
  }

  const visiting = visitors.map(visit)
  return {
    counts,
    faults,
    async [Symbol.asyncDispose]() {
      isOver = true
      await Promise.all(visiting)
    },
  }
}

function streamed(seed: number): Behaviour {
  const bytes = picture.bytesMin + createRandom(seed)() * (picture.bytesMax - picture.bytesMin)
  const steps = createPicture(bytes, seed).match(new RegExp(`.{1,${pieceChars}}`, 'gs')) ?? []
  return () => ({ kind: 'stream', steps: [...steps.slice(0, 2), 20, ...steps.slice(2)], usable: true })
}

const failures: Behaviour[] = [
  () => textReply('I would rather not.'),
  () => textReply('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="', 'length'),
  () => textReply('', 'content_filter'),
  () => ({ kind: 'error', status: 400 }),
  (call) => (call === 1 ? { kind: 'error', status: 429, retryAfterSeconds: 1 } : textReply('No.')),
  (call) => (call === 1 ? { kind: 'stream', steps: ['<svg '], cut: true, usable: false } : textReply('No.')),
  () => ({ kind: 'raw', body: 'data: {"error":{"message":"overloaded"}}\n\n' }),
]
