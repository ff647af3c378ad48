import { readFile } from 'node:fs/promises'

/** A form as the body of a request, with the header that names its boundary. */
export async function formBody(fields: Record<string, string | Blob>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  const encoded = new Response(form)
  return {
    rawBody: new Uint8Array(await encoded.arrayBuffer()),
    headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
  }
}

const folder = new URL('../corpus/images/', import.meta.url)

/** 40 by 30 pixels, all of them transparent, as PNG. */
export const transparentImage = async () => readFile(new URL('transparent.png', folder))

/** A red circle and a dark rectangle on a light ground, 48 by 32 pixels, as PNG, JPEG or WebP. */
export const sceneImage = async (type: 'png' | 'jpg' | 'webp') => readFile(new URL(`scene.${type}`, folder))
