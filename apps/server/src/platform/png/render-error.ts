/** The largest document that is rendered: its longer side in pixels. */
export const rendererLimits = { sizeMax: 2_048, timeoutMs: 2_000, memoryBytesMax: 512 * 1024 * 1024 }

/**
 * Why a document was not rendered. `timeout`, `out_of_memory` and `crashed` ended the rendering process;
 * `unreadable` is the library's own refusal; `busy` says nothing about the document: too many were waiting,
 * or the renderer was closed.
 */
export type RenderErrorKind = 'timeout' | 'out_of_memory' | 'crashed' | 'unreadable' | 'busy'

export class RenderError extends Error {
  readonly kind: RenderErrorKind

  constructor(kind: RenderErrorKind, message: string) {
    super(message)
    this.name = 'RenderError'
    this.kind = kind
  }

  /** Whether the document is at fault, so that asking again would end the same way. */
  get isAboutDocument(): boolean {
    return this.kind !== 'busy'
  }
}
