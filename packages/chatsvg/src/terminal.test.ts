import { describe, expect, it } from 'vitest'
import { encodeImage, findProtocol } from './inline-image.ts'
import { nameOf } from './output-files.ts'
import { escapeControls } from './terminal.ts'

describe('an image in the terminal', () => {
  it.each([
    [{ TERM: 'xterm-kitty' }, 'kitty'],
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'ghostty' }, 'kitty'],
    [{ TERM_PROGRAM: 'iTerm.app' }, 'iterm'],
    [{ TERM_PROGRAM: 'WezTerm' }, 'iterm'],
    [{ TERM: 'xterm-kitty', TMUX: '/tmp/tmux-0/default' }, undefined],
    [{ TERM: 'xterm-256color' }, undefined],
    [{}, undefined],
  ])('is sent by the protocol that %j has: %s', (environment, protocol) =>
    expect(findProtocol(environment)).toBe(protocol),
  )

  it('is the PNG in pieces of at most 4096 characters for kitty, of which the last says so', () => {
    const png = Uint8Array.from({ length: 7000 }, (_, at) => at % 251)
    const codes = encodeImage(png, 'kitty')
      .split('\u001b_G')
      .slice(1)
      .map((code) => code.replace(/.\\\n?$/, '').split(';'))
    expect(codes.map(([keys]) => keys)).toEqual(['a=T,f=100,q=2,m=1', 'm=1', 'm=0'])
    expect(codes.every(([, chunk = '']) => chunk.length <= 4096)).toBe(true)
    expect(Buffer.from(codes.map(([, chunk]) => chunk).join(''), 'base64')).toEqual(Buffer.from(png))
  })

  it('is one code for iTerm', () => {
    expect(encodeImage(Uint8Array.of(1, 2, 3), 'iterm')).toBe('\u001b]1337;File=inline=1;size=3:AQID\u0007\n')
  })
})

it.each([
  ['A red fox!', 'a-red-fox'],
  ['../../etc/passwd', 'etc-passwd'],
  ['ein Füchslein, groß', 'ein-füchslein-groß'],
  ['🦊', 'picture'],
  [`${'long '.repeat(20)}`, 'long-long-long-long-long-long-long-long'],
])('the file of %j is called %s', (prompt, name) => expect(nameOf(prompt)).toBe(name))

it('a text of the service moves no cursor', () => {
  expect(escapeControls('a\u001b[2Jb\u202ec\r\nd')).toBe('a\\u001b[2Jb\\u202ec\\u000d\nd')
})
