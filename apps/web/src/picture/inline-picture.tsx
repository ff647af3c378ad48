import { useLayoutEffect, useRef } from 'react'
import { drawingsOf, growPicture } from './grow-picture.ts'
import { inkIn } from './ink-in.ts'
import styles from './inline-picture.module.css'
import { parsePicture } from './parse-picture.ts'

type InlinePictureProps = {
  /** Policed by the service: a preview, or a finished picture. */
  svg: string
  /** What it shows, in words. */
  label: string
  /** Whether new parts are drawn in; off for what is finished. */
  isGrowing?: boolean
}

/**
 * A picture as live markup, in a shadow tree where neither its ids nor its styles meet the page's. For one
 * picture that is being made or shown in full size; lists show `<img>`.
 */
export function InlinePicture({ svg, label, isGrowing = false }: InlinePictureProps) {
  const host = useRef<HTMLDivElement>(null)
  // Before the browser paints, so that a picture that replaces another is never missing in between.
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
    inkIn(growPicture(shown, next))
    return
  }
  root.replaceChildren(next)
  if (isGrowing) inkIn(drawingsOf(next))
}

/** As large as its sheet, whatever size it declares. */
function fillSheet(picture: SVGSVGElement): void {
  picture.setAttribute('width', '100%')
  picture.setAttribute('height', '100%')
  picture.setAttribute('display', 'block')
}
