import type { ChartName, DiagramName, Mood } from '../plan/scene-plan.ts'

/**
 * A requested text, chart, diagram or card. A mark replaces it in the sentence, because dictionaries do not
 * have it.
 */
export type Request =
  | { kind: 'text'; text: string; onThing: boolean }
  | { kind: 'chart'; chart: ChartName; values: number[]; labels?: string[] }
  | { kind: 'diagram'; diagram: DiagramName; labels: string[] }
  /** A card for an occasion, with the words and the colour that such cards have. */
  | { kind: 'card'; text: string; colour: string; mood: Mood; frame: 'card' | 'banner' }

/** Marks are private-use characters, one per request, in order. */
export const markBase = 0xe000
export const markOf = (at: number) => String.fromCharCode(markBase + at)
