import { expect, test } from 'vitest'
import { clientKey } from './client-key.ts'

test('an IPv4 address is its own key', () => {
  expect(clientKey('203.0.113.9')).toBe('203.0.113.9')
})

test('all addresses of an IPv6 /64 share a key, the next /64 has another', () => {
  const keys = ['2001:db8:1:2::1', '2001:DB8:1:2:ffff:ffff:ffff:ffff', '2001:0db8:0001:0002::'].map(clientKey)
  expect(new Set(keys)).toEqual(new Set(['2001:db8:1:2::/64']))
  expect(clientKey('2001:db8:1:3::1')).toBe('2001:db8:1:3::/64')
})

test.each(['::ffff:203.0.113.9', '::ffff:cb00:7109', '0:0:0:0:0:ffff:203.0.113.9', '::FFFF:203.0.113.9%lo'])(
  '%s is the IPv4 address inside',
  (address) => {
    expect(clientKey(address)).toBe('203.0.113.9')
  },
)

test.each([
  ['203.0.113.9:4711', '203.0.113.9'],
  ['[2001:db8:1:2::1]:4711', '2001:db8:1:2::/64'],
  ['[2001:db8:1:2::1]', '2001:db8:1:2::/64'],
  ['[::ffff:203.0.113.9]:80', '203.0.113.9'],
])('%s counts without its port and brackets', (text, key) => {
  expect(clientKey(text)).toBe(key)
})

test.each(['', 'unknown', '_hidden', '203.0.113.9.1', '203.0.113.9:port', '[2001:db8::1', 'x'.repeat(9000)])(
  '%j shares the key of all texts that are no address',
  (text) => {
    expect(clientKey(text)).toBe('no address')
  },
)

test('loopback and link-local with a zone do not fail', () => {
  expect(clientKey('::1')).toBe('0:0:0:0::/64')
  expect(clientKey('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
})
