export const svgNamespace = 'http://www.w3.org/2000/svg'
const xlinkNamespace = 'http://www.w3.org/1999/xlink'

/**
 * The intended namespace, if a value is nearly one of the two that SVG uses: with `https`, without `www`, as
 * a link of Markdown, or in another letter case. Otherwise the value itself.
 *
 * @param name of the attribute that declares it.
 */
export function mendNamespace(name: string, value: string): string {
  if (value === svgNamespace || value.length > 200 || !/w3\.?org/i.test(value)) return value
  if (name === 'xmlns:xlink' && /xlink/i.test(value)) return xlinkNamespace
  return /\bsvg\b/i.test(value) ? svgNamespace : value
}
