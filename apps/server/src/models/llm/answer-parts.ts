import type { AnswerPart, FinishReason, ToldUsage } from './connected-model.ts'

/**
 * Collects the parts of an answer from one read of a stream. Adjacent texts become one part, because each
 * part has a fixed cost for its readers, and a vendor sends more than a thousand texts of a few characters.
 */
export type AnswerParts = {
  /** The connection is alive; with `answering` the model is generating. */
  hear(answering: boolean): void
  text(text: string): void
  think(chars: number): void
  refuse(): void
  count(usage: ToldUsage): void
  finish(reason: FinishReason): void
  /** The parts since the last call. */
  take(): AnswerPart[]
}

export function createAnswerParts(): AnswerParts {
  let parts: AnswerPart[] = []
  let heard: { kind: 'heard'; answering: boolean } | undefined
  let thoughtChars = 0
  return {
    hear(answering) {
      heard ??= { kind: 'heard', answering }
      heard.answering ||= answering
    },
    text(text) {
      if (text === '') return
      const last = parts.at(-1)
      if (last?.kind === 'text') last.text += text
      else parts.push({ kind: 'text', text })
    },
    think(chars) {
      thoughtChars += chars
    },
    refuse: () => void parts.push({ kind: 'refusal' }),
    count: (usage) => void parts.push({ kind: 'usage', usage }),
    finish: (reason) => void parts.push({ kind: 'finish', reason }),
    take() {
      const taken: AnswerPart[] = [
        ...(thoughtChars > 0 ? [{ kind: 'thought', chars: thoughtChars } as const] : []),
        ...parts,
      ]
      // Every other part also shows that the connection is alive.
      if (heard && taken.length === 0) taken.push(heard)
      parts = []
      heard = undefined
      thoughtChars = 0
      return taken
    },
  }
}
