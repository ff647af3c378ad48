export const SVG_NAMESPACE = 'http://www.w3.org/2000/svg'
const XLINK_NAMESPACE = 'http://www.w3.org/1999/xlink'

/**
 * The namespace that is meant, where a value is nearly one of the two that count in SVG: with `https`,
 * without `www`, as a link of Markdown, in other letters. Else the value itself.
 *
 * @param name of the attribute that declares it.
 */
export const mendNamespace = (name: string, value: string): string => {
  if (value === SVG_NAMESPACE || value.length > 200 || !/w3\.?org/i.test(value)) return value
  if (name === 'xmlns:xlink' && /xlink/i.test(value)) return XLINK_NAMESPACE
  return /\bsvg\b/i.test(value) ? SVG_NAMESPACE : value
}
