import type { MouseEvent } from 'react'
import { useLocation } from 'wouter'
import { editPath } from './addresses.ts'

type OpenEditor = {
  open: () => void
  /** Click handler of the element that shows the picture. The editor selects the part at the click. */
  openAtClick: (event: MouseEvent) => void
}

/** Functions that open the editor of a picture. */
export function useOpenEditor(id: string): OpenEditor {
  const [, navigate] = useLocation()
  return {
    open: () => navigate(editPath(id), { state: { isOverPicture: true } }),
    openAtClick({ currentTarget, clientX, clientY }) {
      const { left, top, width, height } = canvasOf(currentTarget)
      const clickedAt = { x: (clientX - left) / width, y: (clientY - top) / height }
      navigate(editPath(id), { state: { isOverPicture: true, clickedAt } })
    },
  }
}

/**
 * The rectangle of the picture's canvas in the window. The picture is an image, or live markup in a shadow
 * tree.
 */
function canvasOf(element: Element): DOMRect {
  const at = element.getBoundingClientRect()
  const host = [element, ...element.querySelectorAll('*')].find(({ shadowRoot }) => shadowRoot !== null)
  const picture = host?.shadowRoot?.querySelector('svg')
  if (picture) return picture.getBoundingClientRect()
  if (!(element instanceof HTMLImageElement) || element.naturalWidth === 0) return at
  // `object-fit: contain` may leave space beside the image, or above and below it.
  const { naturalWidth, naturalHeight } = element
  const scale = Math.min(at.width / naturalWidth, at.height / naturalHeight)
  const [width, height] = [naturalWidth * scale, naturalHeight * scale]
  return new DOMRect(at.left + (at.width - width) / 2, at.top + (at.height - height) / 2, width, height)
}
