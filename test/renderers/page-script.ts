/**
 * The script of the page that draws pictures, as text, because the page loads no module of ours.
 *
 * `stripAll` removes from a source what docs/svg-policy.md says is dropped: scripts, foreign objects, images,
 * animation, addresses of links, external references, embedded fonts. The rest must look the same. It uses
 * the browser's own XML parser and DOM, and no code of ours.
 */
export const pageScript = String.raw`
async function drawAll(orders) {
  for (const order of orders) await drawOne(order)
}

async function drawOne({ id, sizing }) {
  try {
    const image = new Image()
    image.src = '/picture/' + id
    await withTimeout(image.decode(), 20000)
    const { naturalWidth, naturalHeight } = image
    const [width, height] = sizeOf(sizing, naturalWidth, naturalHeight)
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d', { willReadFrequently: true })
    context.drawImage(image, 0, 0, width, height)
    const { data } = context.getImageData(0, 0, width, height)
    await send(id, { width, height, naturalWidth, naturalHeight }, data.buffer)
  } catch (error) {
    await send(id, { reason: String(error && error.message || error) })
  }
}

const send = (id, query, body) => fetch('/picture/' + id + '?' + new URLSearchParams(query), { method: 'POST', body })

const withTimeout = (promise, ms) => Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error('timeout')), ms))])

function sizeOf(sizing, naturalWidth, naturalHeight) {
  if ('width' in sizing) return [sizing.width, sizing.height]
  const longer = Math.max(naturalWidth, naturalHeight)
  const factor = 'side' in sizing ? sizing.side / longer : Math.min(1, sizing.sideMax / longer)
  return [naturalWidth, naturalHeight].map((side) => Math.max(1, Math.round(side * factor)))
}

const stripAll = (ids) => Promise.all(ids.map(async (id) => stripDropped(await (await fetch('/picture/' + id)).text())))

const DROPPED = new Set(['script', 'foreignObject', 'image', 'animate', 'animateTransform', 'animateMotion', 'animateColor', 'set', 'discard', 'handler', 'listener', 'iframe', 'audio', 'video', 'canvas'])

/** The source without what is dropped; unchanged if there is none of it, or if it is no XML. */
function stripDropped(source) {
  if (!/<(?:[\w-]+:)?(?:script|foreignObject|image|feImage|animate|set|discard|a|style|video|iframe)\b|href|url\(|animation|systemLanguage/i.test(source)) return source
  const dom = new DOMParser().parseFromString(source, 'image/svg+xml')
  if (dom.querySelector('parsererror')) return source
  for (const element of [...dom.querySelectorAll('*')]) {
    if (DROPPED.has(element.localName)) element.remove()
    else if (element.localName === 'feImage') replaceWithFlood(element)
    else if (element.localName === 'style') element.textContent = stripCss(element.textContent)
    else {
      for (const attribute of [...element.attributes]) {
        if (attribute.localName === 'href' && (element.localName === 'a' || !attribute.value.trim().startsWith('#'))) element.removeAttributeNode(attribute)
        else if (attribute.name === 'style') attribute.value = stripCss(attribute.value)
        // A page has the language English, which the policy assumes; an image has none.
        else if (attribute.name === 'systemLanguage' && /(?:^|,)\s*en\b/.test(attribute.value)) element.removeAttributeNode(attribute)
      }
    }
  }
  return new XMLSerializer().serializeToString(dom)
}

const stripCss = (css) =>
  css
    .replace(/@font-face\s*\{[^}]*\}/gi, '')
    .replace(/@import[^;]*;/gi, '')
    .replace(/(?<=^|[;{\s])(?:animation|transition)[\w-]*\s*:[^;}]*/gi, ' ')

function replaceWithFlood(element) {
  const flood = element.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'feFlood')
  for (const name of ['x', 'y', 'width', 'height', 'result']) if (element.hasAttribute(name)) flood.setAttribute(name, element.getAttribute(name))
  flood.setAttribute('flood-opacity', '0')
  element.replaceWith(flood)
}
`
