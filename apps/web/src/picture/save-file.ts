import { fetchFile } from '../api/index.ts'

/** Sizes of PNG files, in pixels a side. */
export const pngSizes = [256, 512, 1024, 2048] as const

type Named = { id: string; prompt: string }

export async function saveSvg({ id, prompt }: Named): Promise<void> {
  saveFile(await fetchFile('GET /api/svg/{id}/file.svg', { params: { id } }), `${nameOf(prompt)}.svg`)
}

export async function savePng({ id, prompt }: Named, size: number): Promise<void> {
  saveFile(
    await fetchFile('GET /api/svg/{id}/file.png', { params: { id }, query: { size } }),
    `${nameOf(prompt)}-${size}.png`,
  )
}

/** Saves it like a download. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has started to read it when the event has ended.
  setTimeout(() => URL.revokeObjectURL(url), keptMs)
}

const keptMs = 10_000
const nameCharsMax = 60

/** The words of the prompt, in characters that every file system accepts. */
export const nameOf = (prompt: string): string =>
  prompt
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, nameCharsMax)
    .replace(/^-+|-+$/g, '') || 'picture'
