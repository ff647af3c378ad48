import type { Terminal } from './terminal.ts'

/** A line that is written again and again, on a terminal. Elsewhere nothing is written. */
export type ProgressLine = Disposable & { show(text: string): void }

export function createProgressLine({ errors }: Pick<Terminal, 'errors'>): ProgressLine {
  if (!errors.isTTY) return { show() {}, [Symbol.dispose]() {} }
  // Moves to the start of the line and clears it.
  const write = (text: string) => errors.write(`\r\u001b[K${text}`)
  return {
    show: (text) => void write(text.slice(0, (errors.columns || 80) - 1)),
    [Symbol.dispose]: () => void write(''),
  }
}
