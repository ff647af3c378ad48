import { toHexColor } from '@chatsvg/svg'
import { markBase, markOf } from '../reading/request.ts'

/** The numbers, colour codes and quoted texts of an instruction, which are in no dictionary. */
export type Literal =
  | { kind: 'colour'; hex: string }
  | { kind: 'quote'; text: string }
  | { kind: 'size'; width: number; height: number }
  | { kind: 'number'; value: number; unit: 'percent' | 'degrees' | 'px' | 'times' | undefined }

const literalsMax = 40

const patterns: readonly (readonly [RegExp, (match: RegExpExecArray) => Literal | undefined])[] = [
  [
    /["“”„«»「『]([^"“”„«»」』]{1,80})["“”„«»」』]/u,
    ([, text = '']) => ({ kind: 'quote', text: text.trim() }),
  ],
  [/(?<![\p{L}\p{N}])'([^']{1,60})'(?![\p{L}])/u, ([, text = '']) => ({ kind: 'quote', text: text.trim() })],
  [
    /#(?:[0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])|\b(?:rgb|hsl)a?\([^)]{3,60}\)/iu,
    ([text]) => {
      const hex = toHexColor(text)
      return hex === null ? undefined : { kind: 'colour', hex }
    },
  ],
  [
    /(?<![\d.])(\d{1,5})\s*(?:px)?\s*(?:x|×|by|auf|par|por|per|на|乘|\*)\s*(\d{1,5})(?:\s*(?:px|pixels?|pixel))?(?![\d.])/iu,
    ([, width, height]) => ({ kind: 'size', width: Number(width), height: Number(height) }),
  ],
  [
    /(?<![\d.,a-z])(-?\d{1,5}(?:[.,]\d{1,4})?|[.]\d{1,4})\s*(%|percent\b|per cent\b|prozent\b|pour cent\b|por ciento\b|процент\p{L}*|°|degrees?\b|deg\b|grad\b|degr[ée]s?\b|grados?\b|gradi\b|graus?\b|градус\p{L}*|度|درجة|px\b|pixels?\b|pixeln?\b|p[íi]xe(?:l|les|is)\b|пиксел\p{L}*|像素|ピクセル|times\b|mal\b|fois\b|veces\b|volte\b|vezes\b|раз[а]?(?!\p{L})|倍|x\b)?(?![a-z])/iu,
    ([, digits = '', unit = '']) => ({
      kind: 'number',
      value: Number(digits.replace(',', '.')),
      unit: unitOf(unit.toLowerCase()),
    }),
  ],
]

function unitOf(text: string): Extract<Literal, { kind: 'number' }>['unit'] {
  if (text === '') return undefined
  if (/^(?:%|per|pro|pour|por|процент)/.test(text)) return 'percent'
  if (/^(?:°|d|grad|grau|град|度|درجة)/.test(text)) return 'degrees'
  if (/^(?:p|пикс|像素|ピ)/.test(text)) return 'px'
  return 'times'
}

/** Replaces each literal with a mark. */
export function extractLiterals(instruction: string): { rest: string; literals: Literal[] } {
  const literals: Literal[] = []
  let rest = instruction.replaceAll(/[\ue000-\uf8ff]/gu, ' ').replaceAll(/->|→|=>/g, ' to ')
  for (const [pattern, read] of patterns) {
    for (let from = 0; literals.length < literalsMax; ) {
      const match = new RegExp(pattern.source, `${pattern.flags}g`)
      match.lastIndex = from
      const found = match.exec(rest)
      if (!found) break
      const literal = read(found)
      if (!literal) {
        from = found.index + found[0].length
        continue
      }
      literals.push(literal)
      const mark = ` ${markOf(literals.length - 1)} `
      rest = rest.slice(0, found.index) + mark + rest.slice(found.index + found[0].length)
      from = found.index + mark.length
    }
  }
  return { rest, literals }
}

export const literalAt = (literals: readonly Literal[], word: string): Literal | undefined => {
  const at = (word.codePointAt(0) ?? 0) - markBase
  return word.length === 1 && at >= 0 ? literals[at] : undefined
}
