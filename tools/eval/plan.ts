import { type SvgStyle, styles } from '../../apps/server/src/models/index.ts'
import { UsageError } from './read-arguments.ts'

/** One picture to draw. */
export type Task = { key: string; prompt: string; style: SvgStyle; seed: number }

/**
 * Every prompt in every style of `chosen`; without it, each in the style that its line names, or else in the
 * next of all styles.
 */
export function planTasks(
  lines: readonly string[],
  chosen: readonly SvgStyle[] | undefined,
  seed: number,
): Task[] {
  const wishes = lines.map(readLine).filter((wish) => wish !== undefined)
  if (wishes.length === 0) throw new UsageError('there is no prompt in the list')
  const tasks = wishes.flatMap(({ prompt, style }, index) => {
    const inTurn = styles[index % styles.length] ?? 'flat'
    const wanted = style ? [style] : (chosen ?? [inTurn])
    return wanted.map((each) => ({ key: `${each}|${seed}|${prompt}`, prompt, style: each, seed }))
  })
  return [...new Map(tasks.map((task) => [task.key, task])).values()]
}

function readLine(line: string): { prompt: string; style?: SvgStyle } | undefined {
  const text = line.trim()
  if (text === '' || text.startsWith('#')) return undefined
  const style = styles.find((name) => text.startsWith(`${name}:`))
  const prompt = style ? text.slice(style.length + 1).trim() : text
  if (prompt === '') throw new UsageError(`there is no prompt in the line "${line}"`)
  return { prompt, style }
}
