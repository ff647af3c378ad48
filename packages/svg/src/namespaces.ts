export const svgNamespace = 'http://www.w3.org/2000/svg'
const xlinkNamespace = 'http://www.w3.org/1999/xlink'

/**
 * The namespace that is meant, where a value is nearly one of the two that count in SVG: with `https`,
 * without `www`, as a link of Markdown, in other letters. Else the value itself.
 *
 * @param name of the attribute that declares it.
 */
export function mendNamespace(name: string, value: string): string {
  if (value === svgNamespace || value.length > 200 || !/w3\.?org/i.test(value)) return value
  if (name === 'xmlns:xlink' && /xlink/i.test(value)) return xlinkNamespace
  return /\bsvg\b/i.test(value) ? svgNamespace : value
}
