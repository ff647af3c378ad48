const gapPx = 6
const marginPx = 8

/**
 * Places an open popover at its button: below it, or above it where there is more space, and always inside
 * the window without its scrollbars. If the panel is higher than this space, it scrolls.
 *
 * @param edge the edges of button and panel that are aligned.
 */
export function positionPanel(
  panel: HTMLElement,
  button: HTMLElement,
  edge: 'left' | 'right' = 'left',
): void {
  const at = button.getBoundingClientRect()
  const page = document.documentElement.getBoundingClientRect()
  const [above, below] = [at.top - gapPx - marginPx, innerHeight - at.bottom - gapPx - marginPx]
  panel.style.maxHeight = 'none'
  const isBelow = panel.offsetHeight <= below || below >= above
  panel.style.maxHeight = `${Math.max(isBelow ? below : above, 0)}px`
  const wanted = edge === 'left' ? at.left : at.right - panel.offsetWidth
  const left = Math.max(page.left + marginPx, Math.min(wanted, page.right - panel.offsetWidth - marginPx))
  const top = isBelow ? at.bottom + gapPx : at.top - gapPx - panel.offsetHeight
  // If the page has scrollbar gutters, fixed positions and client rectangles may have different origins.
  panel.style.left = '0'
  panel.style.top = '0'
  const origin = panel.getBoundingClientRect()
  panel.style.left = `${left - origin.left}px`
  panel.style.top = `${top - origin.top}px`
}
