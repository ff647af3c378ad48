/**
 * Puts text on the clipboard; `read` may still have to fetch it. Browsers give the clipboard to a page on
 * https or loopback, and only while a press is being handled, which is why the promise is handed over at
 * once.
 *
 * @returns false where the browser has no clipboard for us.
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
