import type { PictureElement } from './picture.ts'
import { writtenAsStyle } from './properties.ts'
import { literal, writeReactAttributes } from './react-attributes.ts'
import { readPicture } from './read-picture.ts'

/** `tsx` and `jsx` are React, `ts` is Angular; also the extensions of their files. */
export type ComponentForm = 'tsx' | 'jsx' | 'vue' | 'svelte' | 'ts'

export interface ComponentOptions {
  /** Name of the component: an ASCII letter in upper case, then letters and digits. */
  name: string
  form: ComponentForm
}

/**
 * The source of a component that draws the picture: React 18.3 and later with the automatic JSX runtime, Vue
 * 3.3, Svelte 5, or Angular 17.1 as a standalone component. Props (attributes in Vue) go on the root after
 * the picture's own attributes; Angular's host element takes no part in the layout. Texts and values are
 * literals or references to characters, so nothing in the picture can become code or markup. TypeScript
 * components compile under `strict`.
 *
 * @param svg as `sanitizeSvg` writes it.
 * @throws TypeError for an invalid name, and for a picture that the policy would not have written.
 * @example
 * const source = toComponent(result.svg, { name: 'Fox', form: 'tsx' })
 * await writeFile('fox.tsx', source)
 */
export function toComponent(svg: string, { name, form }: ComponentOptions): string {
  if (!/^[A-Z][A-Za-z0-9]{0,79}$/.test(name))
    throw new TypeError(`Not a component's name: ${JSON.stringify(name)}`)
  const framework = frameworks[form]
  return framework.frame(name, writeMarkup(readPicture(svg), framework))
}

interface Framework {
  /** Writes the file around the markup. */
  frame: (name: string, markup: string) => string
  /** How far the markup is indented. */
  indent: number
  attributes: (named: Iterable<readonly [name: string, value: string]>) => string[]
  text: (text: string) => string
  /** The code that passes the component's props to the root. */
  props?: string
}

const react = (typescript: boolean): Framework => ({
  frame: (name, markup) => {
    const header = typescript ? "import type { SVGProps } from 'react'\n\n" : ''
    const props = typescript ? 'props: SVGProps<SVGSVGElement>' : 'props'
    return `${header}export function ${name}(${props}) {\n  return (\n${markup}  )\n}\n\nexport default ${name}\n`
  },
  indent: 4,
  attributes: (named) => writeReactAttributes(named, typescript),
  text: (text) => `{${literal(text)}}`,
  props: '{...props}',
})

const frameworks: Record<ComponentForm, Framework> = {
  tsx: react(true),
  jsx: react(false),
  vue: {
    frame: (_name, markup) => `<template>\n${markup}</template>\n`,
    indent: 2,
    attributes: writePlainAttributes,
    text: (text) => `{{ ${safeLiteral(text)} }}`,
  },
  svelte: {
    frame: (_name, markup) =>
      `<script lang="ts">\n  import type { SVGAttributes } from 'svelte/elements'\n\n` +
      `  const props: SVGAttributes<SVGSVGElement> = $props()\n</script>\n\n${markup}`,
    indent: 0,
    attributes: writePlainAttributes,
    text: (text) => `{${safeLiteral(text)}}`,
    props: '{...props}',
  },
  ts: {
    frame: (name, markup) =>
      `import { ChangeDetectionStrategy, Component } from '@angular/core'\n\n@Component({\n` +
      `  selector: 'app-${kebabCase(name)}',\n  standalone: true,\n` +
      `  changeDetection: ChangeDetectionStrategy.OnPush,\n  styles: ':host { display: contents }',\n` +
      `  template: \`\n${markup.replace(/[\\`$]/g, '\\$&')}  \`,\n})\nexport class ${name} {}\n`,
    indent: 4,
    attributes: (named) => writePlainAttributes(named, writeAngularAttribute),
    text: (text) => `{{ ${safeLiteral(text)} }}`,
  },
}

function writeMarkup(root: PictureElement, framework: Framework): string {
  let out = ''
  // Some frameworks turn white space between tags into text, so the content of a text element is on one line.
  const write = (item: PictureElement | string, depth: number, isInText: boolean): void => {
    const start = isInText ? '' : ' '.repeat(framework.indent + depth * 2)
    const end = isInText ? '' : '\n'
    if (typeof item === 'string') {
      out += `${start}${framework.text(item)}${end}`
      return
    }
    const { name, children } = item
    out += `${start}<${[name, ...attributesOf(item, item === root, framework)].join(' ')}`
    if (children.length === 0) {
      // Svelte treats an empty title as the title of the page.
      out += name === 'title' ? `></title>${end}` : ` />${end}`
      return
    }
    const holdsText =
      isInText || item.rule.role.startsWith('text') || children.some((child) => typeof child === 'string')
    out += holdsText ? '>' : '>\n'
    for (const child of children) write(child, depth + 1, holdsText)
    out += `${holdsText ? '' : start}</${name}>${end}`
  }
  write(root, 0, false)
  return out
}

function attributesOf({ attributes, sourceId }: PictureElement, isRoot: boolean, framework: Framework) {
  const named = [...(sourceId === null ? [] : [['id', sourceId] as const]), ...attributes]
  return [
    ...(isRoot ? ['xmlns="http://www.w3.org/2000/svg"'] : []),
    ...framework.attributes(named),
    ...(isRoot && framework.props !== undefined ? [framework.props] : []),
  ]
}

/** Attributes as in markup. Compilers decode the character references. */
function writePlainAttributes(
  named: Iterable<readonly [name: string, value: string]>,
  write = writePlainAttribute,
): string[] {
  const written: string[] = []
  const styles: string[] = []
  for (const [name, value] of named) {
    if (writtenAsStyle.has(name)) styles.push(`${name}:${value}`)
    else written.push(write(name, value))
  }
  if (styles.length > 0) written.push(write('style', styles.join(';')))
  return written
}

const writePlainAttribute = (name: string, value: string): string => `${name}="${escapeValue(value)}"`

/** Angular also finds expressions behind character references, but not inside a string. */
const writeAngularAttribute = (name: string, value: string): string =>
  value.includes('{')
    ? `[attr.${name}]='${safeLiteral(value).replaceAll("'", '\\u0027')}'`
    : writePlainAttribute(name, value)

const escapeValue = (value: string): string =>
  value.replace(/["&<>{}@\p{C}]/gu, (sign) => `&#${sign.codePointAt(0)};`)

/** Escapes characters that are syntax in templates, and white space that they would collapse. */
const safeLiteral = (text: string): string =>
  literal(text).replace(/[&<>{}@`]|\p{C}|[^\S ]|(?<=[\s"]) | (?=")/gu, (found) =>
    [...Array(found.length).keys()]
      .map((at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  )

const kebabCase = (name: string): string =>
  name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase()
