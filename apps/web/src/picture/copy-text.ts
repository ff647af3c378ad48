/**
 * Writes text to the clipboard; `read` may still have to load it. Browsers allow that only on https or
 * loopback, and only while a click is being handled. So the promise is passed at once.
 *
 * @returns false if the clipboard is not available.
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
