import { HTML_ENTITIES } from './html-entities.ts'

/**
 * Mends what language models get wrong in SVG text although the meaning is clear, so that the strict parser accepts it: HTML entities,
 * bare ampersands, comments with `--` inside, a missing namespace. Text within CDATA is left alone. Linear in the text.
 */
export const mendSvgText = (text: string): string => withNamespace(withEntities(withoutXmlComments(text)))

const SVG_NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
const CDATA_OPEN = '<![CDATA['

const withoutXmlComments = (text: string): string => {
  let result = ''
  let i = 0
  let cdata = text.indexOf(CDATA_OPEN)
  for (let comment = text.indexOf('<!--'); comment >= 0; comment = text.indexOf('<!--', i)) {
    if (cdata >= 0 && cdata < i) cdata = text.indexOf(CDATA_OPEN, i)
    const skipsCdata = cdata >= 0 && cdata < comment
    const end = skipsCdata ? endAfter(text, ']]>', cdata) : endAfter(text, '-->', comment + 4)
    result += text.slice(i, skipsCdata ? end : comment)
    i = end
  }
  return result + text.slice(i)
}

const withEntities = (text: string): string => {
  if (!text.includes('&')) return text
  let result = ''
  let i = 0
  while (i < text.length) {
    const cdata = text.indexOf(CDATA_OPEN, i)
    const end = cdata < 0 ? text.length : cdata
    result += text
      .slice(i, end)
      .replace(/&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?/g, mendEntity)
    if (cdata < 0) return result
    i = endAfter(text, ']]>', cdata)
    result += text.slice(cdata, i)
  }
  return result
}

const XML_ENTITIES = new Set(['amp;', 'lt;', 'gt;', 'quot;', 'apos;'])

const mendEntity = (whole: string, reference: string | undefined): string => {
  if (reference === undefined) return '&amp;'
  if (XML_ENTITIES.has(reference)) return whole
  if (reference.startsWith('#'))
    return isXmlCharacter(reference.slice(1, -1)) ? whole.replace('&#X', '&#x') : ''
  return HTML_ENTITIES.get(reference.slice(0, -1)) ?? `&amp;${reference}`
}

/** XML 1.0, production [2] Char. */
const isXmlCharacter = (digits: string): boolean => {
  const code = /^[xX]/.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10)
  if (code < 0x20) return code === 9 || code === 10 || code === 13
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff)
}

const withNamespace = (text: string): string => {
  const start = text.search(/<svg[\s>/]/)
  if (start < 0) return text
  const tag = text.slice(start, text.indexOf('>', start) + 1 || undefined)
  return /\sxmlns\s*=/.test(tag)
    ? text
    : `${text.slice(0, start)}<svg ${SVG_NAMESPACE}${text.slice(start + 4)}`
}

const endAfter = (text: string, mark: string, from: number): number => {
  const at = text.indexOf(mark, from)
  return at < 0 ? text.length : at + mark.length
}
