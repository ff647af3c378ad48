import type { LeftOutKind, LeftOutReason, PictureReport } from '@chatsvg/composer'

/** What is dropped from a model's plan, or changed in it, in the terms of a picture's report. */
export type ReportNotes = {
  leaveOut(words: string, kind: LeftOutKind, reason?: LeftOutReason): void
  change(words: string, drawnAs: string): void
  /** The same words once. */
  read(): Pick<PictureReport, 'changed' | 'leftOut'>
}

/** A person reads them, and they are stored. */
const entriesMax = 40
const wordsCharsMax = 80

export function createReportNotes(): ReportNotes {
  const leftOut = new Map<string, PictureReport['leftOut'][number]>()
  const changed = new Map<string, PictureReport['changed'][number]>()
  const keep = <Entry extends { words: string }>(entries: Map<string, Entry>, entry: Entry) => {
    const words = entry.words.trim().slice(0, wordsCharsMax).toWellFormed()
    if (words !== '' && !entries.has(words) && entries.size < entriesMax)
      entries.set(words, { ...entry, words })
  }
  return {
    leaveOut: (words, kind, reason = 'unknown') => keep(leftOut, { words, reason, kind }),
    change: (words, drawnAs) => keep(changed, { words, drawnAs }),
    read: () => ({ changed: [...changed.values()], leftOut: [...leftOut.values()] }),
  }
}
