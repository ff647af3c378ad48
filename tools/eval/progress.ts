import { formatUsd } from './format.ts'
import type { Result } from './result.ts'

const barWidth = 24

/** A progress bar in a terminal, otherwise a line for each picture. */
export function createProgress(total: number, done: readonly Result[], output: NodeJS.WriteStream) {
  const startedAtMs = performance.now()
  const results = [...done]
  const draw = () => {
    const part = results.length / total
    const filled = Math.round(part * barWidth)
    const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled)
    const fresh = results.length - done.length
    const leftMs = fresh === 0 ? null : ((performance.now() - startedAtMs) / fresh) * (total - results.length)
    const valid = results.filter((result) => result.valid).length
    const cost = results.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), 0)
    const left = leftMs === null || results.length === total ? '' : `  ${Math.ceil(leftMs / 1000)} s left`
    output.write(
      `\r\x1b[K${bar} ${results.length}/${total}  ${valid} valid${cost > 0 ? `  ${formatUsd(cost)}` : ''}${left}`,
    )
  }
  if (output.isTTY) draw()
  return {
    add(result: Result) {
      results.push(result)
      if (output.isTTY) return draw()
      const end = result.valid ? 'ok' : (result.failure ?? 'unusable')
      output.write(
        `${results.length}/${total} ${end.padEnd(9)} ${Math.round(result.totalMs)} ms  ${result.style}: ${result.prompt}\n`,
      )
    },
    end() {
      if (output.isTTY) output.write('\n')
    },
  }
}
