// The process of `measure-first-calls.ts`: warms up the built code with ordinary pictures, and then processes
// one hostile text. Plain JavaScript, so that it starts without a loader.
import { readdirSync, readFileSync } from 'node:fs'
import { extractSvg, previewOf, sanitizeSvg } from '@chatsvg/svg'

// Enough to warm up the compiler as in a running service.
const WARM_UP_ROUNDS = 60
const samples = new URL('./samples/', import.meta.url)

// The call, and its outcome in a word.
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
}

function warmUp() {
  const sources = readdirSync(samples).map((file) => readFileSync(new URL(file, samples), 'utf8'))
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    for (const source of sources) {
      CALLS.sanitise(source)
      CALLS.extract(`Here it is:\n\`\`\`svg\n${source}\n\`\`\`\n`)
      CALLS.preview(`Here it is:\n\`\`\`svg\n${source}\n\`\`\`\n`)
    }
  }
}

function measure({ call, source }) {
  // Flattens the string, which is a cost of the source and not of the call.
  Buffer.byteLength(source)
  const cpu = process.cpuUsage()
  const startedAtMs = performance.now()
  const outcome = CALLS[call](source)
  const elapsedMs = performance.now() - startedAtMs
  const { user, system } = process.cpuUsage(cpu)
  return { outcome, elapsedMs, cpuMs: (user + system) / 1000 }
}

process.once('message', (task) => process.send(measure(task), () => process.disconnect()))
warmUp()
process.send('warm')
