type Policy = { createHTML(text: string): TrustedHTML }
type PolicyFactory = { createPolicy(name: string, rules: { createHTML(text: string): string }): Policy }
type TrustedHTML = string

const svgNamespace = 'http://www.w3.org/2000/svg'

/**
 * The only text that becomes markup on our pages is a picture that the service has sanitised, perhaps with
 * edits of the editor, which the policy leaves unchanged. The Content-Security-Policy (Trusted Types) allows
 * this name.
 */
const { trustedTypes } = globalThis as unknown as { trustedTypes?: PolicyFactory }
const policy: Policy = trustedTypes?.createPolicy('picture', { createHTML: (text) => text }) ?? {
  createHTML: (text) => text,
}

/**
 * Elements and attributes that no picture may have. The service removes all of them; this is a second check.
 */
const unwanted =
  'script, foreignObject, iframe, object, embed, style, animate, set, animateTransform, animateMotion'

/** Parses a picture's text as XML. undefined: it is not well-formed. */
export function parsePicture(svg: string): SVGSVGElement | undefined {
  const { documentElement } = new DOMParser().parseFromString(policy.createHTML(svg), 'image/svg+xml')
  if (documentElement.namespaceURI !== svgNamespace || documentElement.localName !== 'svg') return undefined
  for (const element of documentElement.querySelectorAll(unwanted)) element.remove()
  for (const element of [documentElement, ...documentElement.querySelectorAll('*')])
    for (const { name } of [...element.attributes]) if (/^on/i.test(name)) element.removeAttribute(name)
  return documentElement as unknown as SVGSVGElement
}
