import { writtenAsStyle } from './properties.ts'

/**
 * Attributes and styles of an element as JSX for React. With types, they compile under `strict` with
 * @types/react 19.
 *
 * @param named attributes in their order, `id` among them.
 */
export function writeReactAttributes(
  named: Iterable<readonly [name: string, value: string]>,
  typescript: boolean,
): string[] {
  const written: string[] = []
  const styles: string[] = []
  for (const [name, value] of named) {
    if (writtenAsStyle.has(name)) styles.push(`${camelCase(name)}: ${literal(lowerWord(value))}`)
    else written.push(writeAttribute(name, value, typescript))
  }
  if (styles.length > 0) written.push(`style={{ ${styles.join(', ')} }}`)
  return written
}

/**
 * A string literal of ECMAScript. Line separators are escaped, because some tools treat them as line breaks.
 */
export const literal = (text: string): string =>
  JSON.stringify(text).replace(/[\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16)}`)

const wordsOf = (text: string): string[] => text.split(/\s+/)

/** Attributes that React passes on only under their original name. */
const namedAsInSvg = new Set(['text-orientation', 'mask-type'])
/** Attributes that React supports but its types lack. */
const untypedNames = new Set(['transform-origin', 'side'])
/**
 * Attributes whose keywords React's types (@types/react 19) list in one case, although CSS ignores case. The
 * types lack some words of SVG 2 and CSS.
 */
const typedWords: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'alignment-baseline',
    wordsOf(`auto baseline before-edge text-before-edge middle central after-edge text-after-edge ideographic
      alphabetic hanging mathematical inherit`),
  ],
  [
    'dominant-baseline',
    wordsOf(`auto use-script no-change reset-size ideographic alphabetic hanging mathematical central middle
      text-after-edge text-before-edge inherit`),
  ],
  ['color-interpolation-filters', wordsOf('auto sRGB linearRGB inherit')],
  ['fill-rule', wordsOf('nonzero evenodd inherit')],
  ['stroke-linecap', wordsOf('butt round square inherit')],
  ['stroke-linejoin', wordsOf('miter round bevel inherit')],
  ['text-anchor', wordsOf('start middle end inherit')],
])

function writeAttribute(name: string, value: string, typescript: boolean): string {
  const written = namedAsInSvg.has(name) || name.startsWith('aria-') ? name : camelCase(name)
  const word = typedWords.get(name)?.find((known) => known.toLowerCase() === value.toLowerCase())
  const isUntyped = untypedNames.has(name) || (typedWords.has(name) && word === undefined)
  // TypeScript checks the properties of a spread object, unless its type has none.
  if (typescript && isUntyped) return `{...({ ${written}: ${literal(value)} } as object)}`
  const text = word ?? value
  return /^[^"&{}<>\\\p{C}]*$/u.test(text) ? `${written}="${text}"` : `${written}={${literal(text)}}`
}

/** The types of styles have keywords in lower case; CSS ignores case. */
const lowerWord = (text: string): string => (/^[a-z-]+$/i.test(text) ? text.toLowerCase() : text)

const camelCase = (name: string): string =>
  name.replace(/[-:](\p{L})/gu, (_, letter: string) => letter.toUpperCase())
