/**
 * The maximum cost of one picture, for us and later for its viewers. They are counts unless the name ends in
 * a unit.
 */
export interface SvgLimits {
  /** Size as UTF-8: of the source, checked before anything is parsed, and of the output. */
  bytesMax: number
  /** Open elements at any moment, unknown ones included. */
  depthMax: number
  elementsMax: number
  /** In the source, and in the output, where styles are attributes of each element. */
  attributesMax: number
  /** Attributes on one element. */
  elementAttributesMax: number
  /** Declarations of namespaces in the whole document, not counting those that change nothing. */
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
  /**
   * Selectors of all style sheets, those that are left out included; and the steps spent on reading
   * declarations, matching and applying.
   */
  styleRulesMax: number
  styleStepsMax: number
  /**
   * Shapes a viewer has to draw once every use, pattern, mask, clip path and marker is followed; a filter
   * primitive counts as 16.
   */
  drawnMax: number
}

export const defaultLimits: SvgLimits = {
  bytesMax: 3 * 1024 * 1024,
  depthMax: 200,
  elementsMax: 30_000,
  attributesMax: 100_000,
  elementAttributesMax: 256,
  namespacesMax: 256,
  textCharsMax: 1_000_000,
  pathCharsMax: 3 * 1024 * 1024,
  usesMax: 7500,
  resourcesMax: 4000,
  stopsMax: 256,
  filterPrimitivesMax: 64,
  styleRulesMax: 3000,
  styleStepsMax: 40_000,
  drawnMax: 50_000,
}
