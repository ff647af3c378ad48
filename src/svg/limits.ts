/** What one picture may cost us and, later, everyone who looks at it. Counts unless the name ends in a unit. */
export interface SvgLimits {
  /** Source size as UTF-8. Checked before anything is parsed. */
  bytesMax: number
  /** Open elements at any moment, unknown ones included. */
  depthMax: number
  elementsMax: number
  attributesMax: number
  /** Attributes on one element. */
  elementAttributesMax: number
  /** Declarations of namespaces in the whole document. */
  namespacesMax: number
  /** Characters of text, titles and descriptions together. */
  textCharsMax: number
  /** Characters of one path or point list. */
  pathCharsMax: number
  /** Uses of the whole document. */
  usesMax: number
  /** Gradients, patterns, clip paths, masks, markers, filters and symbols of the whole document. */
  resourcesMax: number
  /** Stops of one gradient. */
  stopsMax: number
  /** Primitives of one filter. */
  filterPrimitivesMax: number
  /** Rules of all style sheets, and the steps spent on matching them. */
  styleRulesMax: number
  styleStepsMax: number
  /** Shapes a viewer has to draw once every use, pattern, mask, clip path and marker is followed; a filter primitive counts as 16. */
  drawnMax: number
}

export const DEFAULT_LIMITS: SvgLimits = {
  bytesMax: 512 * 1024,
  depthMax: 200,
  elementsMax: 12_000,
  attributesMax: 100_000,
  elementAttributesMax: 256,
  namespacesMax: 256,
  textCharsMax: 50_000,
  pathCharsMax: 256 * 1024,
  usesMax: 2000,
  resourcesMax: 2000,
  stopsMax: 256,
  filterPrimitivesMax: 64,
  styleRulesMax: 1000,
  styleStepsMax: 80_000,
  drawnMax: 50_000,
}
