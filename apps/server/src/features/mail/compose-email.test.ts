import { type DomNode, JSDOM } from 'jsdom'
import { expect, test } from 'vitest'
import { composeEmail } from './compose-email.ts'
import { splitAtLinks } from './links.ts'

const reset = {
  subject: 'Reset your password',
  paragraphs: ['Hello Ada,', 'somebody asked for it.\nWas it you?'],
  action: { label: 'Choose a new one', url: 'https://example.com/reset?token=abc&next=%2F' },
  afterword: ['If it was not you, do nothing.'],
}

const { DOMParser } = new JSDOM().window
const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html')
const attributeOf = (node: DomNode | null, name: string) =>
  [...(node?.attributes ?? [])].find((attribute) => attribute.name === name)?.value

test('both versions contain the whole text, in order', () => {
  const { subject, text, html } = composeEmail(reset, { home: 'https://example.com' })
  expect(subject).toBe('Reset your password')
  const said = [
    'Hello Ada,',
    'somebody asked for it.',
    'Was it you?',
    'Choose a new one',
    'https://example.com/reset?token=abc&next=%2F',
    'If it was not you, do nothing.',
    'chatSVG',
    'https://example.com',
  ]
  const body = parse(html).querySelector('div.page')?.textContent ?? ''
  for (const version of [text, body.slice(body.indexOf('Hello Ada,'))]) {
    let at = 0
    for (const words of said) {
      const found = version.indexOf(words, at)
      expect([words, found >= at]).toEqual([words, true])
      at = found + words.length
    }
  }
})

test('the button and the bare link below it lead to the address, which the text has on a line of its own', () => {
  const { text, html } = composeEmail(reset)
  const links = [...parse(html).querySelectorAll('a')]
  expect(links.map((link) => attributeOf(link, 'href'))).toEqual([reset.action.url, reset.action.url])
  expect(links.map((link) => link.textContent)).toEqual(['Choose a new one', reset.action.url])
  expect(text.split('\n')).toContain(reset.action.url)
})

test('the content of an email is text, never markup', () => {
  const attack = `</title></style></p><script>alert(1)</script><img src=x onerror="alert('1')"> & "quotes"`
  const { html } = composeEmail(
    {
      subject: attack,
      paragraphs: [attack, attack],
      action: { label: attack, url: 'https://example.com/?"><script>alert(1)</script>' },
      afterword: [attack],
    },
    { home: 'https://example.com/"onclick="x' },
  )
  const page = parse(html)
  expect([...page.querySelectorAll('script, img, [onerror], [onclick]')]).toEqual([])
  expect(page.querySelector('h1')?.textContent).toBe(attack)
  expect(page.querySelector('title')?.textContent).toBe(attack)
  expect([...page.querySelectorAll('.sheet p')].map((each) => each.textContent)).toContain(attack)
})

test('the HTML loads nothing', () => {
  const { html } = composeEmail(reset)
  expect(html).not.toMatch(/<(img|link|script|iframe|object|table)\b|url\(|@import/)
})

test('mail programs show the beginning of an email after the subject', () => {
  const preheader = parse(composeEmail(reset).html).querySelector('body > div')
  expect(preheader?.textContent).toContain('Hello Ada,')
  expect(attributeOf(preheader, 'style')).toContain('display:none')
})

test('a subject is one line of at most 200 characters', () => {
  const { subject } = composeEmail({ subject: ` a\r\nBcc: b\tc ${'😀'.repeat(300)}`, paragraphs: [] })
  expect(subject.startsWith('a Bcc: b c 😀')).toBe(true)
  expect([...subject]).toHaveLength(200)
})

test('an action that is no web address is refused', () => {
  for (const url of ['javascript:alert(1)', 'data:text/html,x', '/relative', 'mailto:a@b.test', ''])
    expect(() => composeEmail({ ...reset, action: { label: 'Go', url } })).toThrow(TypeError)
})

test('URLs in a text are separated from the sentence around them', () => {
  const text = 'See https://a.test/x?b=1&c=d, or (http://b.test). No ftp://c.test; "https://d.test/#e"!'
  const pieces = splitAtLinks(text)
  expect(pieces.map((piece) => piece.text).join('')).toBe(text)
  expect(pieces.flatMap(({ kind, text }) => (kind === 'link' ? [text] : []))).toEqual([
    'https://a.test/x?b=1&c=d',
    'http://b.test',
    'https://d.test/#e',
  ])
})
