import { expect } from 'vitest'
import type { Client } from '../harness/client.ts'

/** Formats of a picture, as their paths end. */
export const exportPaths = [
  '/component.tsx',
  '/component.jsx',
  '/component.vue',
  '/component.svelte',
  '/component.ts',
  '/file.pdf',
  '/favicon.zip',
  '/drawable.xml',
  '/picture.swift',
  '/cut.svg?size=200',
  '/animated.svg?motion=fade',
  '/lottie.json?motion=spin',
] as const

type Exported = { shown: string; secret: string; single: string }

/**
 * The other answers about exports: `shown` is a public picture, `secret` a private picture of another user,
 * `single` a public picture of one colour.
 */
export async function exportPictures(client: Client, { shown, secret, single }: Exported): Promise<void> {
  expect((await client.get(`/svg/${shown}/cut.svg?size=huge`)).status).toBe(400)
  expect((await client.get(`/svg/${shown}/lottie.json?motion=jump`)).status).toBe(400)
  expect((await client.get(`/svg/${shown}/current-color.svg`)).status).toBe(422)
  const path = `/svg/${single}/current-color.svg`
  const etag = (await client.get(path)).headers.get('etag') ?? ''
  expect((await client.get(path, { 'if-none-match': etag })).status).toBe(304)
  expect((await client.post('/svg/files.zip', { ids: [shown] })).status).toBe(200)
  expect((await client.post('/svg/files.zip', { ids: [shown, secret] })).status).toBe(404)
  expect((await client.post('/svg/files.zip', { ids: 'all' })).status).toBe(429)
}
