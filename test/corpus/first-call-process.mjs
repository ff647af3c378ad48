// The process of `measure-first-calls.ts`: knows the built code from ordinary pictures, and meets one hostile
// text. Plain JavaScript, so that it starts without a loader.
import { readdirSync, readFileSync } from 'node:fs'
import { extractSvg, previewOf, sanitizeSvg } from '@chatsvg/svg'

// Enough for the compiler to know the code as a service's process does.
const WARM_UP_ROUNDS = 60
const samples = new URL('./samples/', import.meta.url)

// What is called, and the outcome in a word.
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
  // Joins the pieces of the text, which is the source's cost and not the call's.
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
