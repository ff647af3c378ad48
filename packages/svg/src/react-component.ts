import type { PictureElement } from './picture.ts'
import { writtenAsStyle } from './properties.ts'
import { readPicture } from './read-picture.ts'

export interface ReactComponentOptions {
  /** Of the component: an ASCII letter in upper case, then letters and digits. */
  name: string
  /** With types, for a `.tsx` file; without, for `.jsx`. */
  typescript: boolean
}

/**
 * The source of a React component that draws the picture. What it is given as props goes on the root, after
 * the picture's own attributes. Texts and values are string literals, so nothing in the picture can become
 * code or markup. For React 18.3 and later, with the automatic JSX runtime; with types, it compiles under
 * `strict`.
 *
 * @param svg as `sanitizeSvg` writes it: a text, since kept pictures are texts.
 * @throws TypeError for a name that is none, and for a picture that the policy would not have written.
 * @example
 * const source = toReactComponent(result.svg, { name: 'Fox', typescript: true })
 * await writeFile('fox.tsx', source)
 */
export function toReactComponent(svg: string, { name, typescript }: ReactComponentOptions): string {
  if (!/^[A-Z][A-Za-z0-9]{0,79}$/.test(name))
    throw new TypeError(`Not a component's name: ${JSON.stringify(name)}`)
  const header = typescript ? "import type { SVGProps } from 'react'\n\n" : ''
  const props = typescript ? 'props: SVGProps<SVGSVGElement>' : 'props'
  const markup = writeMarkup(readPicture(svg), typescript)
  return `${header}export function ${name}(${props}) {\n  return (\n${markup}  )\n}\n\nexport default ${name}\n`
}

const wordsOf = (text: string): string[] => text.split(/\s+/)

/** Attributes that React hands on under their own name only. */
const namedAsInSvg = new Set(['text-orientation', 'mask-type'])
/** Attributes that React knows and its types do not. */
const untypedNames = new Set(['transform-origin', 'side'])
/**
 * Attributes of which React's types (@types/react 19) list the words that they take, in one case, while CSS
 * ignores case. The types lack some words of SVG 2 and CSS.
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
const indent = 4

function writeMarkup(root: PictureElement, typescript: boolean): string {
  let text = ''
  const stack: { item: PictureElement | string; depth: number; closes: boolean }[] = [
    { item: root, depth: 0, closes: false },
  ]
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { item, depth, closes } = entry
    text += ' '.repeat(indent + depth * 2)
    // White space may matter inside of text, and does no harm elsewhere.
    if (typeof item === 'string') text += `{${literal(item)}}\n`
    else if (closes) text += `</${item.name}>\n`
    else {
      text += `<${[item.name, ...writeAttributes(item, item === root, typescript)].join(' ')}`
      text += item.children.length === 0 ? ' />\n' : '>\n'
      if (item.children.length > 0) stack.push({ item, depth, closes: true })
      for (const child of item.children.toReversed())
        stack.push({ item: child, depth: depth + 1, closes: false })
    }
  }
  return text
}

function writeAttributes(
  { attributes, sourceId }: PictureElement,
  isRoot: boolean,
  typescript: boolean,
): string[] {
  const written = isRoot ? ['xmlns="http://www.w3.org/2000/svg"'] : []
  if (sourceId !== null) written.push(writeAttribute('id', sourceId, typescript))
  const styles: string[] = []
  for (const [name, value] of attributes) {
    if (writtenAsStyle.has(name)) styles.push(`${camelCase(name)}: ${literal(lowerWord(value))}`)
    else written.push(writeAttribute(name, value, typescript))
  }
  if (styles.length > 0) written.push(`style={{ ${styles.join(', ')} }}`)
  if (isRoot) written.push('{...props}')
  return written
}

function writeAttribute(name: string, value: string, typescript: boolean): string {
  const written = namedAsInSvg.has(name) || name.startsWith('aria-') ? name : camelCase(name)
  const word = typedWords.get(name)?.find((known) => known.toLowerCase() === value.toLowerCase())
  const isUntyped = untypedNames.has(name) || (typedWords.has(name) && word === undefined)
  // The types look into an object that is spread, unless it is of a type without properties.
  if (typescript && isUntyped) return `{...({ ${written}: ${literal(value)} } as object)}`
  const text = word ?? value
  return /^[^"&{}<>\\\p{C}]*$/u.test(text) ? `${written}="${text}"` : `${written}={${literal(text)}}`
}

/** The types of styles have words in lower case; CSS ignores it. */
const lowerWord = (text: string): string => (/^[a-z-]+$/i.test(text) ? text.toLowerCase() : text)

const camelCase = (name: string): string =>
  name.replace(/[-:](\p{L})/gu, (_, letter: string) => letter.toUpperCase())

/**
 * A string literal of ECMAScript. Line separators are escaped for tools that still take them as line breaks.
 */
const literal = (text: string): string =>
  JSON.stringify(text).replace(/[\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16)}`)
