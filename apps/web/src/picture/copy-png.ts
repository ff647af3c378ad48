import { fetchFile } from '../api/index.ts'

/** The longer side in pixels. */
const size = 1_024

/**
 * Copies the picture to the clipboard as a PNG, the format that other programs accept.
 *
 * @returns false if the browser does not allow it.
 */
export async function copyPng(id: string): Promise<boolean> {
  if (!navigator.clipboard || typeof ClipboardItem === 'undefined') return false
  // Browsers allow this only during a user's action, so the clipboard gets the promise at once.
  const png = fetchFile('GET /api/svg/{id}/file.png', { params: { id }, query: { size } })
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })])
  return true
}
