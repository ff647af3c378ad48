/** Why words of a sentence, or a thing of a plan, are not in the picture. */
export type LeftOutReason = 'unknown' | 'not_drawable' | 'no_room'

/** What sort of words they are. */
export type LeftOutKind = 'noun' | 'part' | 'quality' | 'texture' | 'action' | 'relation' | 'text' | 'colour'

/** The result of reading and drawing a sentence, for users. */
export type PictureReport = {
  drawn: {
    name: string
    count: number
    color?: string
    /** Requested parts that have a separate colour. */
    parts?: { name: string; color: string }[]
    pose?: string
    facing?: 'left' | 'right'
  }[]
  /** Drawn as something near: another kind, or another number. */
  changed: { words: string; drawnAs: string }[]
  leftOut: { words: string; reason: LeftOutReason; kind: LeftOutKind }[]
}

export function emptyReport(): PictureReport {
  return { drawn: [], changed: [], leftOut: [] }
}

/** Merges the reports of reading and drawing, without duplicates. */
export function mergeReports(...reports: readonly PictureReport[]): PictureReport {
  const merged = emptyReport()
  const leftOut = new Set<string>()
  const changed = new Set<string>()
  for (const report of reports) {
    merged.drawn.push(...report.drawn)
    for (const entry of report.changed) {
      if (changed.has(entry.words)) continue
      changed.add(entry.words)
      merged.changed.push(entry)
    }
    for (const entry of report.leftOut) {
      if (leftOut.has(entry.words)) continue
      leftOut.add(entry.words)
      merged.leftOut.push(entry)
    }
  }
  return merged
}

/** A report in the words of the sentence. `said` has them by the words that reader and drawing use. */
export function inOwnWords(report: PictureReport, said: ReadonlyMap<string, string>): PictureReport {
  if (said.size === 0) return report
  return {
    drawn: report.drawn,
    changed: report.changed.map((one) => ({ ...one, words: sourceOf(one.words, said) })),
    leftOut: report.leftOut.map((one) => ({ ...one, words: sourceOf(one.words, said) })),
  }
}

export function sourceOf(words: string, said: ReadonlyMap<string, string>): string {
  const whole = said.get(words)
  if (whole !== undefined) return whole
  const pieces = words.split(' ').map((word) => said.get(word) ?? word)
  // A phrase of the sentence that was read as several words appears once. Chinese and Japanese have no
  // spaces.
  const own = pieces.filter((piece, at) => piece !== pieces[at - 1])
  return own.join(own.every((piece) => unspaced.test(piece)) ? '' : ' ')
}

const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u
