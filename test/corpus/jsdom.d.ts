/** The part of jsdom that the oracles use; the package has no types. */
declare module 'jsdom' {
  export interface DomNode {
    nodeType: number
    nodeName: string
    localName: string
    namespaceURI: string | null
    textContent: string | null
    childNodes: Iterable<DomNode>
    firstChild: DomNode | null
    attributes: Iterable<{ name: string; value: string; namespaceURI: string | null }>
    querySelector(selector: string): DomNode | null
    querySelectorAll(selector: string): Iterable<DomNode>
  }
  export interface DomWindow {
    DOMParser: new () => { parseFromString(text: string, type: string): DomNode }
    document: { body: DomNode & { innerHTML: string } }
    close(): void
  }
  export class JSDOM {
    constructor(html?: string)
    window: DomWindow
  }
}
