/** `npx tsx test/composer/measure.ts`: how much of the list of prompts is drawn as asked, and what is not. */

import { styles } from '../../apps/server/src/models/port.ts'
import { composePicture } from '../../packages/composer/src/compose.ts'
import { openStudio } from '../../packages/composer/src/studio.ts'
import { judge, readExpectations, type Verdict } from './judge.ts'
import { promptLines } from './prompts.data.ts'

const studio = await openStudio()
const prompts = readExpectations(promptLines)
const tell = (line: string) => process.stdout.write(`${line}\n`)
const coloured = styles.filter((style) => style !== 'outline' && style !== 'line-art' && style !== 'minimal')
const totals = { concept: [0, 0], count: [0, 0], colour: [0, 0], relation: [0, 0], scene: [0, 0] }
const times: number[] = []
let bytes = 0

for (const expected of prompts) {
  for (const style of coloured) {
    const started = performance.now()
    const { reading, pieces } = composePicture(studio, { prompt: expected.prompt, style, seed: 1 })
    times.push(performance.now() - started)
    const svg = pieces.join('')
    bytes += Buffer.byteLength(svg)
    const verdict = judge(expected, reading, svg, style)
    const wrong = Object.values(verdict).flat()
    if (wrong.length > 0 && (style === 'flat' || verdict.colour.length > 0))
      tell(`${expected.prompt}: ${wrong.join('; ')}`)
    count(
      verdict,
      expected.things.some(({ colours }) => colours.length > 0),
    )
  }
}

function count(verdict: Verdict, hasColour: boolean): void {
  for (const [kind, wrong] of Object.entries(verdict)) {
    const total = totals[kind as keyof Verdict]
    if (kind === 'colour' && !hasColour) continue
    total[0] = (total[0] ?? 0) + (wrong.length === 0 ? 1 : 0)
    total[1] = (total[1] ?? 0) + 1
  }
}

times.sort((a, b) => a - b)
const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1)
tell(`\n${prompts.length} prompts in ${coloured.length} styles`)
for (const [kind, [right = 0, all = 1]] of Object.entries(totals))
  tell(`${kind.padEnd(9)} ${((100 * right) / all).toFixed(1)} % of ${all}`)
tell(
  `time      p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; ${Math.round(bytes / times.length / 1024)} KB a picture`,
)
