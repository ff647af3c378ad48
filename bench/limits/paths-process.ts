import { answerParent } from '../child.ts'
import { listPathTexts } from '../path-texts.ts'

export type PathsTask = { measureMs: number }
export type PathsAnswer = {
  name: string
  firstMs: number
  writtenPerSecond: number
  scannedPerSecond: number
}[]

const shortChars = [40, 120, 300]
const shortPathsCount = 100
const longChars = 1_000_000
const decimals = 3

answerParent<PathsTask, PathsAnswer>(async ({ measureMs }) => {
  // The built code, as the service runs it.
  const load = (file: string) => import(new URL(`../../packages/svg/dist/${file}.js`, import.meta.url).href)
  const { writePath } = (await load('path-writer')) as typeof import('../../packages/svg/src/path-writer.ts')
  const { scanPath } = (await load('path-data')) as typeof import('../../packages/svg/src/path-data.ts')
  const texts = listPathTexts()
  const write = (text: string) => writePath(text, decimals)
  const short = texts.flatMap(({ create }) =>
    shortChars.flatMap((chars) => Array.from({ length: shortPathsCount }, (_, seed) => create(chars, seed))),
  )
  for (const call of [write, scanPath]) measureRate(short, measureMs, call)
  const long = texts.map(({ name, create }) => {
    const text = create(longChars, 0)
    const startedAtMs = performance.now()
    write(text)
    return { name, text, firstMs: performance.now() - startedAtMs }
  })
  return long.map(({ name, text, firstMs }) => {
    for (const call of [write, scanPath]) measureRate([text], measureMs / 4, call)
    return {
      name,
      firstMs,
      writtenPerSecond: measureRate([text], measureMs / 4, write),
      scannedPerSecond: measureRate([text], measureMs / 4, scanPath),
    }
  })
})

/** Characters a second of this process' CPU time, which other load does not affect. */
function measureRate(texts: string[], forMs: number, call: (text: string) => unknown): number {
  const cpuBefore = process.cpuUsage()
  const endMs = performance.now() + forMs
  let chars = 0
  for (let at = 0; performance.now() < endMs; at += 1) {
    const text = texts[at % texts.length] ?? ''
    call(text)
    chars += text.length
  }
  const { user, system } = process.cpuUsage(cpuBefore)
  return chars / ((user + system) / 1e6)
}
