import { defaultLimits } from './limits.ts'
import { createReferenceRepair, type ReferenceRepair } from './repair-references.ts'
import { createTagRepair, type TagRepair } from './repair-tag.ts'
import { createRewriter, type Rewriter } from './rewriter.ts'

/**
 * Repairs what language models get wrong in SVG text although the meaning is clear, so that the strict parser
 * accepts it: a missing or misspelt namespace, HTML entities and void elements, bare ampersands and less-than
 * signs, comments with `--` inside, duplicate attributes, attributes without quotes, without blanks between
 * them or with blanks that XML does not allow, control characters. Text in CDATA is not changed. Takes time
 * linear in the text; a text that the policy refuses for its size is not changed.
 *
 * @param text one svg element, after its document type if that declares entities; it may end anywhere.
 */
export function repairSvgText(text: string): string {
  if (text.length > defaultLimits.bytesMax) return text
  const source = withPlainBlanks(withoutBadCharacters(text))
  const out = createRewriter(source)
  const references = createReferenceRepair(out)
  const tags = createTagRepair(out, references)
  let at = passDocumentType(source, references)
  let nextReference = source.indexOf('&', at)
  for (let mark = source.indexOf('<', at); ; mark = source.indexOf('<', at)) {
    const textEnd = mark < 0 ? source.length : mark
    while (nextReference >= 0 && nextReference < textEnd && !out.isFull()) {
      if (nextReference >= at) references.repair(nextReference)
      nextReference = source.indexOf('&', Math.max(nextReference + 1, at))
    }
    if (mark < 0 || out.isFull()) break
    at = repairMarkup(source, mark, out, tags)
  }
  return out.finish()
}

/** No parser accepts no-break spaces as separators of numbers, as in a view box. */
const withPlainBlanks = (text: string): string =>
  text.includes('\u00a0') ? text.replace(/(?<=\d)\u00a0(?=[-+.\d])/g, ' ') : text

const cdataOpen = '<![CDATA['
const [bang, slash, question] = [33, 47, 63] as const

/** @returns the index at which reading continues. */
function repairMarkup(text: string, at: number, out: Rewriter, tags: TagRepair): number {
  const next = text.charCodeAt(at + 1)
  if (next === bang) {
    if (text.startsWith(cdataOpen, at)) return endAfter(text, ']]>', at)
    if (!text.startsWith('<!--', at)) return at + 1
    return out.replace(at, endAfter(text, '-->', at + 4), '')
  }
  if (next === question) {
    const end = endAfter(text, '?>', at)
    return text.startsWith('<?xml ', at) ? out.replace(at, end, '') : end
  }
  return next === slash ? tags.repairEnd(at) : tags.repairStart(at)
}

/** Does not change it, and collects the names of its entities, which are valid references. */
function passDocumentType(text: string, references: ReferenceRepair): number {
  if (!text.startsWith('<!DOCTYPE')) return 0
  const end = text.search(/\]\s*>/)
  if (end < 0) return 0
  for (const [, name] of text.slice(0, end).matchAll(/<!ENTITY\s+([\w.:-]{1,60})\s/g))
    references.declare(name ?? '')
  return text.indexOf('>', end) + 1
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0, production [2], does not allow these
const badCharacters = /[\x00-\x08\x0b\x0c\x0e-\x1f\uFFFE\uFFFF]+/g

function withoutBadCharacters(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed().replaceAll('\uFFFD', '')
  return badCharacters.test(whole) ? whole.replace(badCharacters, '') : whole
}

function endAfter(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? text.length : at + mark.length
}
