import { describe, expect, it } from 'vitest'
import { chooseFrontend, readRedirectPath, returnUrl } from './redirect.ts'

const frontend = 'https://app.example'

describe('the return path', () => {
  it.each([
    '/',
    '/studio',
    '/webApp?tab=2&q=a%20b#end',
    '/a/b//c',
    '/sign@in',
    '/%C3%A9',
    '/a?next=//evil.test',
  ])('%j is kept as it is', (path) => {
    expect(readRedirectPath(path)).toBe(path)
  })

  it.each([
    undefined,
    null,
    42,
    ['/studio', '/studio'],
    {},
    '',
    'studio',
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    '/a\\..\\evil.test',
    '@evil.test',
    '.evil.test',
    ':80@evil.test',
    'https://evil.test',
    'https:evil.test',
    'javascript:alert(1)',
    ' //evil.test',
    '%2f%2fevil.test',
    '/%2f%2fevil.test',
    '/%2Fevil.test',
    '/%5cevil.test',
    '/%5C%5Cevil.test',
    '/%252fevil.test',
    '/\t/evil.test',
    '/\n/evil.test',
    '/%09/evil.test',
    '/%0d%0aset-cookie:a=b',
    '/\u0000',
    '/\u0085evil',
    '/.//evil.test',
    '/..//evil.test',
    '/a/..//evil.test',
    '/./%2fevil.test',
    '/%ff',
    `/${'a'.repeat(2_048)}`,
  ])('%j is taken as /', (asked) => {
    expect(readRedirectPath(asked)).toBe('/')
  })

  it('never leaves the front end, whatever is put together from the characters that have done so elsewhere', () => {
    const pieces = [
      '/',
      '\\',
      '@',
      '.',
      '..',
      '%2f',
      '%5c',
      '%09',
      '\t',
      ':',
      'evil.test',
      '?',
      '#',
      '//',
      ' ',
      '%',
    ]
    let seen = 0
    for (const a of pieces)
      for (const b of pieces)
        for (const c of pieces)
          for (const d of pieces) {
            const url = new URL(returnUrl(frontend, readRedirectPath(`/${a}${b}${c}${d}`)))
            if (url.origin !== frontend || url.pathname.startsWith('//')) expect.fail(`/${a}${b}${c}${d}`)
            seen += 1
          }
    expect(seen).toBe(pieces.length ** 4)
  })
})

describe('the front end to return to', () => {
  const isFrontend = (origin: string) => origin === frontend
  it('is the one that the request names, if it is ours', () => {
    expect(chooseFrontend([undefined, `${frontend}/signin?a=b`], isFrontend, 'https://other.example')).toBe(
      frontend,
    )
  })
  it.each([
    'https://evil.test/',
    'https://app.example.evil.test/',
    'https://app.example@evil.test/',
    'http://app.example/',
    'null',
    'rubbish',
    undefined,
  ])('is not %j', (header) => {
    expect(chooseFrontend([header], isFrontend, 'https://other.example')).toBe('https://other.example')
  })
})
