// The child process of `measure-first-calls.ts`: runs the built code on ordinary pictures, then once on one
// hostile text. It is plain JavaScript, so that it starts without a loader.
import { readdirSync, readFileSync } from 'node:fs'
import { createPreviewer, extractSvg, previewOf, sanitizeSvg } from '@chatsvg/svg'

// Enough for the engine to compile the code, as in a running service.
const WARM_UP_ROUNDS = 60
// Previews of an answer that grows.
const GROWING_PREVIEWS = 40
const GROWING_CHARS_MAX = 256 * 1024
// Pictures that people and programs made: large, and small ones with what is rare.
const folders = [new URL('./samples/', import.meta.url), new URL('./cases/', import.meta.url)]

// The functions, each with its outcome in a word.
const CALLS = {
  sanitise(source) {
    const result = sanitizeSvg(source)
    return result.ok ? 'accepted' : result.rejection.code
  },
  extract(source) {
    const result = extractSvg(source)
    return result.ok ? 'found' : result.reason
  },
  preview(source) {
    return previewOf(source) === null ? 'nothing to show' : 'shown'
  },
  grow(source) {
    const previewer = createPreviewer()
    const end = Math.min(source.length, GROWING_CHARS_MAX)
    const times = []
    for (let piece = 0; piece < GROWING_PREVIEWS; piece++) {
      const [from, to] = [piece, piece + 1].map((at) => Math.floor((at * end) / GROWING_PREVIEWS))
      previewer.append(source.slice(from, to))
      const startedAtMs = performance.now()
      previewer.read()
      times.push(performance.now() - startedAtMs)
    }
    const sumMs = times.reduce((sum, ms) => sum + ms, 0)
    return { outcome: `${sumMs.toFixed(0)} ms for ${GROWING_PREVIEWS} of them`, elapsedMs: Math.max(...times) }
  },
}

function warmUp() {
  const sources = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.svg'))
      .map((file) => readFileSync(new URL(file, folder), 'utf8')),
  )
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    for (const source of sources) {
      CALLS.sanitise(source)
      CALLS.extract(`Here it is:\n\`\`\`svg\n${source}\n\`\`\`\n`)
      CALLS.preview(`Here it is:\n\`\`\`svg\n${source}\n\`\`\`\n`)
      if (round === 0) CALLS.grow(source)
    }
  }
}

function measure({ call, source }) {
  // Flattens the string, so that its construction is not measured.
  Buffer.byteLength(source)
  const cpu = process.cpuUsage()
  const startedAtMs = performance.now()
  const result = CALLS[call](source)
  const elapsedMs = performance.now() - startedAtMs
  const { user, system } = process.cpuUsage(cpu)
  const cpuMs = (user + system) / 1000
  return typeof result === 'string' ? { outcome: result, elapsedMs, cpuMs } : { ...result, cpuMs }
}

// The message comes first: reading it detaches a buffer, after which the engine compiles all code that uses
// typed arrays anew. In a running service that happened long ago.
process.once('message', (task) => {
  warmUp()
  process.send(measure(task), () => process.disconnect())
})
