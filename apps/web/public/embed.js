// <chatsvg-picture picture="ID"></chatsvg-picture> shows a public picture on any page, linked to its own page.
// Other attributes: `size`, the longer side in pixels, and `nolink`. The pictures come from where this script
// came from.
{
  const { origin } = new URL(document.currentScript.src)

  class ChatsvgPicture extends HTMLElement {
    static observedAttributes = ['picture', 'size', 'nolink']
    #asked = ''

    connectedCallback() {
      this.#show()
    }

    attributeChangedCallback() {
      if (this.isConnected) this.#show()
    }

    async #show() {
      const id = this.getAttribute('picture') ?? ''
      const size = Number(this.getAttribute('size')) || 512
      const isLinked = !this.hasAttribute('nolink')
      const asked = JSON.stringify([id, size, isLinked])
      if (asked === this.#asked) return
      this.#asked = asked
      const page = `${origin}/picture/${encodeURIComponent(id)}`
      const about = `${origin}/api/oembed?maxwidth=${size}&maxheight=${size}&url=${encodeURIComponent(page)}`
      const answer = await fetch(about, { credentials: 'omit' }).catch(() => undefined)
      const found = answer?.ok ? await answer.json() : undefined
      if (asked !== this.#asked) return
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
      root.replaceChildren()
      this.toggleAttribute('missing', !found)
      if (!found) return
      const image = Object.assign(new Image(found.width, found.height), {
        alt: found.title,
        src: `${origin}/api/svg/${encodeURIComponent(id)}/file.svg`,
        loading: 'lazy',
      })
      image.style.cssText = 'display:inline-block;max-width:100%;height:auto'
      const link = Object.assign(document.createElement('a'), { href: page, title: found.title })
      link.append(image)
      root.append(isLinked ? link : image)
    }
  }

  if (!customElements.get('chatsvg-picture')) customElements.define('chatsvg-picture', ChatsvgPicture)
}
