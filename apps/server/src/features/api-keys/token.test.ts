import { expect, it } from 'vitest'
import { isInNetworks, isNetwork } from './networks.ts'
import { beginningOf, createKeyText, isWellFormed } from './token.ts'

it('keys are equally long, different, and well-formed', () => {
  const keys = Array.from({ length: 500 }, () => createKeyText('live'))
  expect(new Set(keys).size).toBe(500)
  expect(new Set(keys.map(({ length }) => length))).toEqual(new Set(['chatsvg_live_'.length + 43 + 6]))
  for (const key of keys) expect(isWellFormed(key)).toBe(true)
})

it('a key with any other character, or without one, is malformed', () => {
  const key = createKeyText('test')
  for (let at = 0; at < key.length; at += 1) {
    const other = key[at] === 'x' ? 'y' : 'x'
    expect(isWellFormed(key.slice(0, at) + other + key.slice(at + 1))).toBe(false)
    expect(isWellFormed(key.slice(0, at) + key.slice(at + 1))).toBe(false)
  }
  expect(isWellFormed(`${key}0`)).toBe(false)
  expect(isWellFormed(key.replace('_test_', '_live_'))).toBe(false)
})

it('the beginning of a key shows four characters of its secret', () => {
  const key = createKeyText('live')
  expect(beginningOf(key)).toBe(key.slice(0, 17))
})

it('networks are addresses and CIDR, of both versions', () => {
  for (const right of ['192.0.2.1', '192.0.2.0/24', '0.0.0.0/0', '2001:db8::/32', '::1', '::/0'])
    expect(isNetwork(right), right).toBe(true)
  for (const wrong of [
    '',
    '192.0.2',
    '192.0.2.0/33',
    '2001:db8::/129',
    'localhost',
    '192.0.2.0/',
    '192.0.2.0/-1',
  ])
    expect(isNetwork(wrong), wrong).toBe(false)
  const networks = ['192.0.2.0/24', '2001:db8::/32']
  expect(isInNetworks(networks, '192.0.2.77')).toBe(true)
  expect(isInNetworks(networks, '::ffff:192.0.2.77')).toBe(true)
  expect(isInNetworks(networks, '192.0.3.1')).toBe(false)
  expect(isInNetworks(networks, '2001:db8:1::5')).toBe(true)
  expect(isInNetworks(networks, '2001:db9::5')).toBe(false)
  expect(isInNetworks(networks, undefined)).toBe(false)
})
