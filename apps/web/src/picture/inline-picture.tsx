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
  root.adoptedStyleSheets = [readFitting()]
  const next = parsePicture(svg)
  if (!next) return
  fitSheet(host, next)
  const shown = root.querySelector('svg')
  if (shown && isGrowing) {
    animateStrokes(updatePicture(shown, next))
    return
  }
  root.replaceChildren(next)
  if (isGrowing) animateStrokes(drawingsOf(next))
}

/**
 * As large as fits into its sheet, and no larger than its canvas: what is outside of it is not shown, as in
 * an image. A sheet that scripts construct is allowed where style attributes are not.
 */
let fitting: CSSStyleSheet | undefined

function readFitting(): CSSStyleSheet {
  if (fitting) return fitting
  fitting = new CSSStyleSheet()
  fitting.replaceSync(
    'svg { display: block; width: min(100cqw, 100cqh * var(--ratio)); height: auto; aspect-ratio: var(--ratio) }',
  )
  return fitting
}

function fitSheet(host: HTMLElement, picture: SVGSVGElement): void {
  const { width, height } = picture.viewBox.baseVal
  host.style.setProperty('--ratio', String(width > 0 && height > 0 ? width / height : 1))
  picture.removeAttribute('width')
  picture.removeAttribute('height')
}
