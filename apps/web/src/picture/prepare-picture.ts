import { parsePicture } from './parse-picture.ts'

const fit =
  ':host > svg { display: block; width: min(100cqw, 100cqh * var(--ratio)); height: auto; aspect-ratio: var(--ratio) }'

let fitting: CSSStyleSheet | undefined

/**
 * As large as fits into its host, and no larger than its canvas: what is outside of it is not shown, as in an
 * image. The host has a size as its container. A sheet that scripts construct is allowed where style
 * attributes are not. It is made at the first picture, because tests load this file outside of a browser.
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
 * alternative. undefined: the text is not well-formed.
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
