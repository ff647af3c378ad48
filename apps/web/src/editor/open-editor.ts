import type { MouseEvent } from 'react'
import { useLocation } from 'wouter'
import { editPath } from './addresses.ts'

type OpenEditor = {
  open: () => void
  /** For the element that shows the picture on its square sheet: the part at the click is selected. */
  openAtClick: (event: MouseEvent) => void
}

/** The ways from a picture to its editor. */
export function useOpenEditor(id: string): OpenEditor {
  const [, navigate] = useLocation()
  return {
    open: () => navigate(editPath(id), { state: { isOverPicture: true } }),
    openAtClick({ currentTarget, clientX, clientY }) {
      const { left, top, width, height } = currentTarget.getBoundingClientRect()
      const clickedAt = { x: (clientX - left) / width, y: (clientY - top) / height }
      navigate(editPath(id), { state: { isOverPicture: true, clickedAt } })
    },
  }
}
