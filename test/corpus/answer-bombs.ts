/** Model answers that make it expensive to find a picture in them. Each is built on demand. */
export interface AnswerBomb {
  title: string
  build: () => string
}

const NS = 'xmlns="http://www.w3.org/2000/svg"'
const svg = (body: string): string => `<svg ${NS} viewBox="0 0 100 100">${body}</svg>`
const MIB = 1024 * 1024
/** Repeats the piece up to `chars` characters, a megabyte unless given. */
const filled = (piece: string, chars = MIB - 4096): string => piece.repeat(Math.floor(chars / piece.length))
const cut = (text: string): string => text.slice(0, -6)

export const ANSWER_BOMBS: readonly AnswerBomb[] = [
  { title: '6 MB of references', build: () => svg(`<text>${filled('&#65;', 6 * MIB)}</text>`) },
  { title: '2 MB of references', build: () => svg(`<text>${filled('&#65;', 2 * MIB - 4096)}</text>`) },
  { title: '1 MB of references', build: () => svg(`<text>${filled('&#65;')}</text>`) },
  { title: '1 MB of ampersands', build: () => svg(`<text>${filled('&')}</text>`) },
  { title: '1 MB of named entities', build: () => svg(`<text>${filled('&nbsp;')}</text>`) },
  { title: '1 MB of unknown entities', build: () => svg(`<text>${filled('&nope;')}</text>`) },
  { title: '1 MB of references to no character', build: () => svg(`<text>${filled('&#0;')}</text>`) },
  { title: '1 MB of ampersands in a value', build: () => svg(`<g id="${filled('&')}"/>`) },
  { title: '2 MB of start tags', build: () => filled('<svg>', 2 * MIB - 4096) },
  { title: '2 MB of start tags with a namespace', build: () => filled(`<svg ${NS}>`, 2 * MIB - 4096) },
  { title: '2 MB of end tags', build: () => filled('</svg>', 2 * MIB - 4096) },
  { title: '2 MB of empty pictures', build: () => filled('<svg></svg>', 2 * MIB - 4096) },
  { title: '2 MB of small pictures', build: () => filled('<svg><g/></svg>', 2 * MIB - 4096) },
  { title: '2 MB of tags named in prose', build: () => filled('an <svg> root, ', 2 * MIB - 4096) },
  { title: '2 MB of tags that never end', build: () => filled('<svg ', 2 * MIB - 4096) },
  { title: '2 MB of quotes that never end', build: () => filled('<svg a="', 2 * MIB - 4096) },
  { title: '2 MB of prefixed tags that never end', build: () => filled('<a:svg ', 2 * MIB - 4096) },
  { title: 'a prefix of 2 MB', build: () => `<${filled('a', 2 * MIB - 4096)}:svg>` },
  { title: '2 MB of angle brackets', build: () => filled('<', 2 * MIB - 4096) },
  { title: '1 MB of angle brackets in text', build: () => svg(`<text>${filled('<')}</text>`) },
  { title: '1 MB of less-than signs in text', build: () => svg(`<text>${filled('a < b ')}</text>`) },
  { title: '1 MB of line breaks', build: () => svg(`<text>${filled('<br>')}</text>`) },
  { title: '1 MB of comments', build: () => svg(filled('<!---->')) },
  { title: '1 MB of comments that never end', build: () => svg(filled('<!--')) },
  { title: '1 MB of CDATA sections', build: () => svg(`<text>${filled('<![CDATA[a]]>')}</text>`) },
  { title: '1 MB of CDATA sections that never end', build: () => svg(filled('<![CDATA[')) },
  { title: '1 MB of unquoted values', build: () => svg(filled('<g a=1 b=2 c=3/>')) },
  { title: '1 MB of one attribute', build: () => svg(`<g ${filled('a="1" ')}/>`) },
  { title: '1 MB of attributes, all different', build: () => svg(`<g ${Array.from({ length: 90_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`) },
  { title: '1 MB of attributes without a value', build: () => svg(`<g ${filled('a ')}/>`) },
  { title: '1 MB of no-break spaces', build: () => svg(`<g${filled('\u00a0')}/>`) },
  { title: '1 MB of quotes in a tag', build: () => svg(`<g ${filled('"')}/>`) },
  { title: '1 MB of control characters', build: () => svg(`<text>${filled('\u0001')}</text>`) },
  { title: '1 MB of half surrogate pairs', build: () => svg(`<text>${filled('\ud83d')}</text>`) },
  { title: '2 MB escaped for HTML', build: () => filled('&lt;svg&gt;&lt;g/&gt;&lt;/svg&gt;', 2 * MIB - 4096) },
  { title: '2 MB escaped by numbers', build: () => filled('&#60;svg&#62;&#x3c;g/&#x3E;&#60;/svg&#62;', 2 * MIB - 4096) },
  { title: '2 MB of JSON escapes', build: () => `{"svg":"<svg a=\\"1\\">${filled('\\n', 2 * MIB - 4096)}<g/></svg>"}` },
  { title: '2 MB of JSON escapes by number', build: () => `{"svg":"\\u003csvg\\u003e${filled('\\u0041', 2 * MIB - 4096)}\\u003cg/\\u003e\\u003c/svg\\u003e"}` },
  { title: '2 MB of backslashes', build: () => `{"svg":"<svg a=\\"1\\">${filled('\\', 2 * MIB - 4096)}<g/></svg>"}` },
  { title: '250 KB escaped for HTML', build: () => filled('&lt;svg&gt;&lt;g/&gt;&lt;/svg&gt;', 250 * 1024) },
  { title: '250 KB escaped by numbers', build: () => filled('&#60;svg&#62;&#x3c;g/&#x3E;&#60;/svg&#62;', 250 * 1024) },
  { title: '250 KB of JSON escapes', build: () => `{"svg":"<svg a=\\"1\\">${filled('\\n', 250 * 1024)}<g/></svg>"}` },
  { title: '250 KB of JSON escapes by number', build: () => `{"svg":"\\u003csvg\\u003e${filled('\\u0041', 250 * 1024)}\\u003cg/\\u003e\\u003c/svg\\u003e"}` },
  { title: '250 KB of backslashes', build: () => `{"svg":"<svg a=\\"1\\">${filled('\\', 250 * 1024)}<g/></svg>"}` },
  { title: '2 MB of thoughts', build: () => filled('<think>a</think>', 2 * MIB - 4096) },
  { title: '2 MB of thoughts that never end', build: () => filled('<think>\n', 2 * MIB - 4096) },
  { title: '2 MB of ends of thoughts', build: () => filled('</think>', 2 * MIB - 4096) },
  { title: '2 MB of channels', build: () => filled('<|channel|>analysis<|message|>', 2 * MIB - 4096) },
  { title: '2 MB of fences', build: () => `${filled('```js\n```\n', 2 * MIB - 4096)}${svg('<g/>')}` },
  { title: '2 MB of document types', build: () => filled('<!DOCTYPE svg [<!ENTITY a "b">', 2 * MIB - 4096) },
  { title: '2 MB of white space', build: () => filled(' \n', 2 * MIB - 4096) },
  { title: 'a picture that is cut off in 1 MB of groups', build: () => cut(svg(filled('<g>'))) },
  { title: 'a picture that is cut off in 1 MB of text', build: () => cut(svg(`<text>${filled('a')}`)) },
  { title: 'a picture of 1 MB of shapes', build: () => svg(filled('<rect x="1" y="1" width="2" height="3"/>')) },
]
