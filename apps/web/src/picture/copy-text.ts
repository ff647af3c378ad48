/**
 * Copies text to the clipboard; `read` may have to fetch it. Browsers allow this only on https or loopback
 * and during a user's action, so the clipboard gets the promise at once.
 *
 * @returns false if the browser does not allow it.
 */
export async function copyText(read: () => Promise<string>): Promise<boolean> {
  if (!navigator.clipboard) return false
  if (typeof ClipboardItem === 'undefined') {
    await navigator.clipboard.writeText(await read())
    return true
  }
  const text = read().then((words) => new Blob([words], { type: 'text/plain' }))
  await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })])
  return true
}
