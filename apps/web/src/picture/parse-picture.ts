type Policy = { createHTML(text: string): TrustedHTML }
type PolicyFactory = { createPolicy(name: string, rules: { createHTML(text: string): string }): Policy }
type TrustedHTML = string

const svgNamespace = 'http://www.w3.org/2000/svg'

/**
 * The only text that becomes markup on our pages is a picture that the service has sanitised; the page's
 * policy (Trusted Types) knows it by this name.
 */
const { trustedTypes } = globalThis as unknown as { trustedTypes?: PolicyFactory }
const policy: Policy = trustedTypes?.createPolicy('picture', { createHTML: (text) => text }) ?? {
  createHTML: (text) => text,
}

/**
 * What a picture may never hold, whatever its source. The service refuses all of it; this is a second check
 * of what stands in a page of ours.
 */
const unwanted =
  'script, foreignObject, iframe, object, embed, style, animate, set, animateTransform, animateMotion'

/** Reads a picture's text as XML. undefined: it is none. */
export function parsePicture(svg: string): SVGSVGElement | undefined {
  const { documentElement } = new DOMParser().parseFromString(policy.createHTML(svg), 'image/svg+xml')
  if (documentElement.namespaceURI !== svgNamespace || documentElement.localName !== 'svg') return undefined
  for (const element of documentElement.querySelectorAll(unwanted)) element.remove()
  for (const element of [documentElement, ...documentElement.querySelectorAll('*')])
    for (const { name } of [...element.attributes]) if (/^on/i.test(name)) element.removeAttribute(name)
  return documentElement as unknown as SVGSVGElement
}
