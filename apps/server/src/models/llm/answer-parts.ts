import type { AnswerPart, FinishReason, ToldUsage } from './connected-model.ts'

/**
 * Collects what one read of a stream has brought. Neighbouring texts become one part, because each part costs
 * its readers a turn, and a vendor sends a thousand and more texts of a few characters.
 */
export type AnswerParts = {
  /** The connection is alive; with `answering` the model is generating. */
  hear(answering: boolean): void
  text(text: string): void
  think(chars: number): void
  refuse(): void
  count(usage: ToldUsage): void
  finish(reason: FinishReason): void
  /** What was collected since the last call. */
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
      // Every other part says as much.
      if (heard && taken.length === 0) taken.push(heard)
      parts = []
      heard = undefined
      thoughtChars = 0
      return taken
    },
  }
}
