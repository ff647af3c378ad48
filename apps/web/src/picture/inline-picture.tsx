import { useLayoutEffect, useRef } from 'react'
import { animateStrokes } from './animate-strokes.ts'
import styles from './inline-picture.module.css'
import { preparePicture } from './prepare-picture.ts'
import { drawingsOf, updatePicture } from './update-picture.ts'

/** Of an element whose shadow tree holds a picture. */
export const inlinePictureClass = styles.picture

type InlinePictureProps = {
  /** A preview or a finished picture, sanitised by the service. */
  svg: string
  /** The text alternative. */
  label: string
  /** Whether new parts are animated; off for finished pictures. */
  isGrowing?: boolean
}

/**
 * A picture as live markup in a shadow tree, so that its ids and styles do not mix with the page's. For one
 * picture that is being drawn or shown in full size; lists use `<img>`.
 */
export function InlinePicture({ svg, label, isGrowing = false }: InlinePictureProps) {
  const host = useRef<HTMLDivElement>(null)
  // Runs before the browser paints, so that there is no empty frame when a picture replaces another.
  useLayoutEffect(() => {
    if (host.current) show(host.current, svg, isGrowing)
  }, [svg, isGrowing])
  return <div ref={host} role="img" aria-label={label} className={inlinePictureClass} />
}

function show(host: HTMLElement, svg: string, isGrowing: boolean): void {
  const prepared = preparePicture(host, svg)
  if (!prepared) return
  const { root, picture } = prepared
  const shown = root.querySelector('svg')
  if (shown && isGrowing) {
    animateStrokes(updatePicture(shown, picture))
    return
  }
  root.replaceChildren(picture)
  if (isGrowing) animateStrokes(drawingsOf(picture))
}
