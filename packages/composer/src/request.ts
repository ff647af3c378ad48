/** The nine ways to draw, in the order in which the web app shows them. */
export const styles = [
  'outline',
  'filled',
  'minimal',
  'modern',
  'flat',
  'gradient',
  'line-art',
  '3d',
  'cartoon',
] as const

export type SvgStyle = (typeof styles)[number]

/** What the composer draws. The same request gives the same bytes. */
export type ComposerRequest = {
  /** Untrusted text of any length. */
  prompt: string
  style: SvgStyle
  /** Unsigned 32-bit. Another seed asks for a variation. */
  seed: number
}

/** A small drawing of one thing, as an example for a language model. */
export type ReferenceIcon = { name: string; svg: string }

/** A model that needs no network, as the service's models are. */
export type ComposerModel = {
  readonly id: 'composer'
  readonly name: string
  readonly provider: 'chatsvg'
  /** The same request always gives the same picture, so asking again is no use. */
  readonly canRepair: false
  readonly isPriced: false
  /** Yields the picture in pieces. Throws the signal's reason when it aborts. */
  streamSvg(request: ComposerRequest, signal: AbortSignal): AsyncIterable<string>
}
