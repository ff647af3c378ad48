import { escapeHtml } from '../../platform/html/index.ts'

/** Text that is already HTML. Only `html` creates it, so that everything else in a template is escaped. */
export class Markup {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }
}

type Part = string | Markup | readonly Markup[] | false | undefined

/**
 * A template whose values are escaped, for elements and for attributes in double quotes; `false` and
 * undefined insert nothing.
 */
export const html = Object.assign(fill, {
  /** For constant text of our own, such as a style sheet. */
  trusted: (markup: string) => new Markup(markup),
  /** The escaped text, with its line breaks. */
  lines: (text: string) => new Markup(escapeHtml(text).replace(/\r\n?|\n/g, '<br>')),
})

function fill(pieces: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(pieces.map((piece, at) => piece + write(parts[at])).join(''))
}

function write(part: Part): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string') return escapeHtml(part)
  if (part instanceof Markup) return part.markup
  return part.map(write).join('')
}
