import { expect, test } from 'vitest'
import { parseRedisUrl } from './redis-url.ts'

const plain = { isSecure: false, username: undefined, password: undefined }

test.each([
  ['redis://localhost', { kind: 'server', ...plain, host: 'localhost', port: 6379, db: 0 }],
  [
    'rediss://me:p%40ss%2F@redis.example.com:6380/2',
    {
      kind: 'server',
      isSecure: true,
      username: 'me',
      password: 'p@ss/',
      host: 'redis.example.com',
      port: 6380,
      db: 2,
    },
  ],
  [
    'redis://:secret@[::1]:7000',
    { kind: 'server', ...plain, password: 'secret', host: '::1', port: 7000, db: 0 },
  ],
  [
    'redis+sentinel://a,b:7001/pictures/3?sentinelPassword=s%26',
    {
      kind: 'sentinel',
      ...plain,
      sentinels: [
        { host: 'a', port: 26_379 },
        { host: 'b', port: 7001 },
      ],
      master: 'pictures',
      db: 3,
      sentinel: { username: undefined, password: 's&' },
    },
  ],
  [
    'rediss+cluster://me:secret@a:7000,b',
    {
      kind: 'cluster',
      isSecure: true,
      username: 'me',
      password: 'secret',
      nodes: [
        { host: 'a', port: 7000 },
        { host: 'b', port: 6379 },
      ],
    },
  ],
])('%s', (text, expected) => {
  expect(parseRedisUrl(text)).toEqual(expected)
})

test.each([
  ['http://localhost', /must be a URL such as/],
  ['redis://', /must be a URL such as/],
  ['redis://a,b', /names several hosts/],
  ['redis://a:0', /wrong host/],
  ['redis://a:99999', /wrong host/],
  ['redis://a/x', /wrong database/],
  ['redis://a/0/1', /too many parts/],
  ['redis://a?family=6', /parameters/],
  ['redis://me:%zz@a', /percent-encoded/],
  ['redis+sentinel://a', /must name the master/],
  ['redis+sentinel://a/m?tls=1', /parameters/],
  ['redis+cluster://a,b/1', /only one/],
])('%s is refused', (text, problem) => {
  expect(() => parseRedisUrl(text)).toThrow(problem)
})
