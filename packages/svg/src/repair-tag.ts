import { elementRules, translated } from './elements.ts'
import { defaultLimits } from './limits.ts'
import { type AttributePlace, readAttribute, skipBlanks } from './loose-attributes.ts'
import { mendNamespace, svgNamespace } from './namespaces.ts'
import type { ReferenceRepair } from './repair-references.ts'
import type { Rewriter } from './rewriter.ts'

/** Repairs tags, and less-than signs that begin no tag. */
export interface TagRepair {
  /** @param at of `<`. @returns where to go on. */
  repairStart(at: number): number
  /** @param at of `</`. @returns where to go on. */
  repairEnd(at: number): number
}

export function createTagRepair(out: Rewriter, references: ReferenceRepair): TagRepair {
  let rootSeen = false
  let tags = 0
  /** Names of the attributes of one tag. */
  const seen = new Set<string>()

  function repairStart(at: number): number {
    const { text } = out
    // The policy refuses more.
    if (++tags > defaultLimits.elementsMax) return text.length
    namePattern.lastIndex = at + 1
    const name = namePattern.exec(text)?.[0]
    if (name === undefined) return at + 1 < text.length ? out.replace(at, at + 1, '&lt;') : text.length
    const isOurs = elementRules.has(localName(name)) || translated.has(localName(name))
    const tag = readTag(at + 1 + name.length, isOurs)
    // The text may end here because it is incomplete.
    if (tag === 'ends') return text.length
    if (tag === 'none') return out.replace(at, at + 1, '&lt;')
    const isRoot = !rootSeen
    rootSeen = true
    if (name === 'br') out.replace(at, at, ' ')
    if (isRoot) declareNamespace(at + 1 + name.length, name, tag.attributes)
    for (const attribute of tag.attributes) repairAttribute(attribute, isRoot || isOurs)
    repairEndOfTag(tag, voidElements.has(name))
    return tag.end
  }

  function repairEnd(at: number): number {
    const { text } = out
    const end = text.indexOf('>', at)
    if (end < 0) return text.length
    return voidElements.has(text.slice(at + 2, Math.min(end, at + 10)).trim())
      ? out.replace(at, end + 1, ' ')
      : end + 1
  }

  function readTag(from: number, isOurs: boolean): Tag | 'ends' | 'none' {
    const { text } = out
    const attributes: AttributePlace[] = []
    seen.clear()
    for (let at = from, count = 0; ; count++) {
      if (count >= attributesMax) return 'ends'
      // Most attributes are valid, and are skipped quickly.
      properPattern.lastIndex = at
      const proper = properPattern.exec(text)?.[1]
      if (proper !== undefined && !seen.has(proper) && !proper.startsWith('xmlns')) {
        seen.add(proper)
        at = properPattern.lastIndex
        continue
      }
      const before = at
      at = skipBlanks(text, at)
      if (at >= text.length) return 'ends'
      const code = text.charCodeAt(at)
      if (code === less) return 'none'
      if (code === greater) return { attributes, rest: before, slash: false, end: at + 1 }
      if (code === slashCode && text.charCodeAt(skipBlanks(text, at + 1)) === greater)
        return { attributes, rest: before, slash: true, end: skipBlanks(text, at + 1) + 1 }
      const attribute = readAttribute(text, before, at)
      if (attribute === null) return 'ends'
      // Words after a sign are no attributes of an element that nobody knows.
      if (!isOurs && attribute.quote === 'no value' && attribute.name !== '') return 'none'
      attribute.isKept = attribute.name !== '' && !seen.has(attribute.name)
      seen.add(attribute.name)
      attributes.push(attribute)
      at = attribute.end
    }
  }

  function declareNamespace(at: number, name: string, attributes: readonly AttributePlace[]): void {
    const colon = name.indexOf(':')
    const declaration = colon < 0 ? 'xmlns' : `xmlns:${name.slice(0, colon)}`
    if (attributes.some((attribute) => attribute.name === declaration)) return
    out.replace(at, at, ` ${declaration}="${svgNamespace}"`)
  }

  function repairAttribute(attribute: AttributePlace, mayDeclare: boolean): void {
    const { before, start, end, name, quote, valueStart, valueEnd } = attribute
    if (!attribute.isKept) {
      out.replace(before, end, '')
      return
    }
    if (!isBlankRun(out.text, before, start)) out.replace(before, start, ' ')
    if (quote === 'no value') {
      out.replace(start, end, `${name}=""`)
      return
    }
    const value = out.text.slice(valueStart, valueEnd)
    const namespace = mayDeclare && name.startsWith('xmlns') ? mendNamespace(name, value) : value
    if (namespace !== value) {
      out.replace(start, end, `${name}="${namespace}"`)
      return
    }
    if (quote === 'none' && !/[&<"]/.test(value)) {
      out.replace(start, end, `${name}="${value}"`)
    } else if (quote === 'none') {
      out.replace(start, valueStart, `${name}="`)
      repairValue(valueStart, valueEnd, true)
      out.replace(valueEnd, end, '"')
    } else repairValue(valueStart, valueEnd, false)
  }

  function repairValue(start: number, end: number, escapesQuotes: boolean): void {
    const { text } = out
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i)
      if (code > less) continue
      if (code === less) out.replace(i, i + 1, '&lt;')
      else if (code === ampersand) references.repair(i)
      else if (code === quotationMark && escapesQuotes) out.replace(i, i + 1, '&quot;')
    }
  }

  function repairEndOfTag({ rest, end, slash }: Tag, isVoid: boolean): void {
    const { text } = out
    const wanted = slash || isVoid ? '/>' : '>'
    const marks = slash ? 2 : 1
    const isClean = text.startsWith(wanted, end - marks) && isBlankRun(text, rest, end - marks, true)
    if (!isClean) out.replace(rest, end, wanted)
  }
  return { repairStart, repairEnd }
}

interface Tag {
  /** Those that need a closer look. */
  attributes: AttributePlace[]
  /** After the last attribute. */
  rest: number
  slash: boolean
  end: number
}

const [quotationMark, ampersand, slashCode, less, greater] = [34, 38, 47, 60, 62] as const
/** The policy allows less on one element. */
const attributesMax = 1000
const namePattern = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y
const properPattern = /[ \t\n\r]+([A-Za-z_:][\w.:-]*)=(?:"[^"<&]*"|'[^'<&]*')/y
/** HTML, section 13.1.2: these have no end tag. */
export const voidElements: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'wbr', 'input', 'meta', 'link'])

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Whether a range contains only XML white space, and at least one character unless it may be empty. */
function isBlankRun(text: string, start: number, end: number, mayBeEmpty = false): boolean {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code !== 32 && code !== 10 && code !== 9 && code !== 13) return false
  }
  return mayBeEmpty || end > start
}
