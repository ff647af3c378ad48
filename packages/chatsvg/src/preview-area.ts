import { encodeImage, findProtocol } from './inline-image.ts'
import type { Terminal } from './terminal.ts'

const sidePx = 192
const rows = 8
/** Other programs in the terminal have other ones. */
const id = process.pid
/** Between two renderings, which take some hundredths of a second each. */
const pauseMs = 200

/** Pictures as far as they are drawn, in the rows below the current line. */
export type PreviewArea = Disposable & {
  /** Shows the newest pictures in place of earlier ones. */
  show(svgs: readonly string[]): void
}

/**
 * In a terminal that shows images; elsewhere nothing is shown, and the renderer is not loaded. Disposing it
 * clears the rows. A picture that cannot be rendered is not shown.
 */
export function createPreviewArea({
  errors,
  environment,
}: Pick<Terminal, 'errors' | 'environment'>): PreviewArea {
  const found = errors.isTTY ? findProtocol(environment) : undefined
  // Some terminals say that they have no rows.
  if (!found || (errors.rows || rows * 2) < rows + 2) return { show() {}, [Symbol.dispose]() {} }
  const protocol = found
  let newest: readonly string[] = []
  let isDrawing = false
  let isOpen = false
  let isClosed = false

  function write(png: Uint8Array): void {
    // Makes room, and returns to the current line.
    if (!isOpen) errors.write(`${'\n'.repeat(rows + 1)}\u001b[${rows + 1}A`)
    isOpen = true
    // Saves the position, draws below it, and restores it.
    errors.write(`\u001b7\r\u001b[1B${encodeImage(png, protocol, { id, rows })}\u001b8`)
  }

  async function drawNewest(): Promise<void> {
    const { renderRow } = await import('./rasterise.ts')
    while (newest.length > 0 && !isClosed) {
      const svgs = newest
      newest = []
      write(renderRow(svgs, sidePx))
      await new Promise((resolve) => setTimeout(resolve, pauseMs).unref())
    }
  }

  return {
    show(svgs) {
      newest = svgs
      if (isDrawing) return
      isDrawing = true
      void drawNewest()
        .catch(() => undefined)
        .finally(() => {
          isDrawing = false
        })
    },
    [Symbol.dispose]() {
      isClosed = true
      // Deletes the image of kitty, whose images are not part of the text, and clears the rows.
      if (isOpen)
        errors.write(`${protocol === 'kitty' ? `\u001b_Ga=d,d=I,i=${id},q=2\u001b\\` : ''}\r\u001b[J`)
    },
  }
}
