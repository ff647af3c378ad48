import { parsePicture } from './parse-picture.ts'

const fit =
  ':host > svg { display: block; width: min(100cqw, 100cqh * var(--ratio)); height: auto; aspect-ratio: var(--ratio) }'

let fitting: CSSStyleSheet | undefined

/**
 * The picture is as large as fits into its host. Content outside of its canvas is clipped, as in an image.
 * The size of the host is the reference for container units. The Content-Security-Policy allows constructed
 * style sheets but no style attributes. It is made at the first picture, because tests load this file outside
 * of a browser.
 */
function fittingSheet(): CSSStyleSheet {
  if (!fitting) {
    fitting = new CSSStyleSheet()
    fitting.replaceSync(fit)
  }
  return fitting
}

/**
 * A picture that the service has sanitised, ready for the shadow tree of an element that has its text
 * alternative. undefined if the text is not well-formed.
 */
export function preparePicture(
  host: HTMLElement,
  svg: string,
): { root: ShadowRoot; picture: SVGSVGElement } | undefined {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [fittingSheet()]
  const picture = parsePicture(svg)
  if (!picture) return undefined
  const { width, height } = picture.viewBox.baseVal
  host.style.setProperty('--ratio', String(width > 0 && height > 0 ? width / height : 1))
  picture.removeAttribute('width')
  picture.removeAttribute('height')
  picture.setAttribute('aria-hidden', 'true')
  return { root, picture }
}
