import type { MouseEvent } from 'react'
import { useLocation } from 'wouter'
import { editPath } from './addresses.ts'

type OpenEditor = {
  open: () => void
  /** For the element that shows the picture: the part at the click is selected. */
  openAtClick: (event: MouseEvent) => void
}

/** The ways from a picture to its editor. */
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

/** Where the picture's canvas is in the window: an image, or live markup in a shadow tree. */
function canvasOf(element: Element): DOMRect {
  const at = element.getBoundingClientRect()
  const host = [element, ...element.querySelectorAll('*')].find(({ shadowRoot }) => shadowRoot !== null)
  const picture = host?.shadowRoot?.querySelector('svg')
  if (picture) return picture.getBoundingClientRect()
  if (!(element instanceof HTMLImageElement) || element.naturalWidth === 0) return at
  // An image is contained in its element: there may be room beside it, or above and below.
  const { naturalWidth, naturalHeight } = element
  const scale = Math.min(at.width / naturalWidth, at.height / naturalHeight)
  const [width, height] = [naturalWidth * scale, naturalHeight * scale]
  return new DOMRect(at.left + (at.width - width) / 2, at.top + (at.height - height) / 2, width, height)
}
