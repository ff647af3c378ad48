import { useLayoutEffect, useRef } from 'react'
import { animateStrokes } from './animate-strokes.ts'
import styles from './inline-picture.module.css'
import { parsePicture } from './parse-picture.ts'
import { drawingsOf, updatePicture } from './update-picture.ts'

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
  return <div ref={host} role="img" aria-label={label} className={styles.picture} />
}

function show(host: HTMLElement, svg: string, isGrowing: boolean): void {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const next = parsePicture(svg)
  if (!next) return
  fillSheet(next)
  const shown = root.querySelector('svg')
  if (shown && isGrowing) {
    animateStrokes(updatePicture(shown, next))
    return
  }
  root.replaceChildren(next)
  if (isGrowing) animateStrokes(drawingsOf(next))
}

/** As large as its sheet, whatever its width and height; screen readers get the host's label. */
function fillSheet(picture: SVGSVGElement): void {
  picture.setAttribute('width', '100%')
  picture.setAttribute('height', '100%')
  picture.setAttribute('display', 'block')
  // The host has the text alternative of all of it.
  picture.setAttribute('aria-hidden', 'true')
}
