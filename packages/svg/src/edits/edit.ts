/**
 * The language of edits: changes of a picture as plain JSON.
 *
 * Lengths, points and boxes are in units of the picture's view box, angles in degrees clockwise, opacities
 * from 0 to 1, colours in any notation of CSS. Several edits apply in their order, each to the result of the
 * previous one.
 */
export type Edit =
  | ({ op: 'paint'; target: Target } & Paints)
  | { op: 'recolor'; from: string; to: string; target?: Target }
  | { op: 'outline'; target: Target; stroke: string; width: number }
  | { op: 'opacity'; target: Target; value: number }
  | { op: 'move'; target: Target; x: number; y: number }
  /**
   * Scaling, turning and flipping are about the point `about`. By default this is the centre of the view box
   * for `all`, the common centre of the elements for `ids` and `paths`, and each element's own centre for
   * every other target.
   */
  | { op: 'scale'; target: Target; x: number; y: number; about?: Point }
  | { op: 'rotate'; target: Target; degrees: number; about?: Point }
  | { op: 'flip'; target: Target; axis: 'horizontal' | 'vertical'; about?: Point }
  | { op: 'crop'; box: Box }
  | { op: 'remove'; target: Target }
  /** The copy is in front of the original, moved by `x` and `y`. */
  | { op: 'duplicate'; target: Target; x: number; y: number }
  | { op: 'reorder'; target: Target; to: 'front' | 'back' | 'forward' | 'backward' | Place }
  | { op: 'rename'; target: Target; name: string }
  | { op: 'group'; target: Target; name?: string }
  | { op: 'ungroup'; target: Target }
  | { op: 'text'; target: Target; text: string }
  /** Without `place` it goes in front of everything. The fragment passes the policy before it is inserted. */
  | { op: 'insert'; svg: string; place?: Place }
  | { op: 'background'; color: string | 'none' }
  /**
   * A canvas of another size in pixels. `content` says whether the picture is scaled to fit or keeps its
   * size, centred. No coordinate of the content changes.
   */
  | { op: 'canvas'; width: number; height: number; content: 'fit' | 'keep' }
  /** Removes points of paths that move the outline by less than `tolerance`. */
  | { op: 'simplify'; target: Target; tolerance: number }

export interface Paints {
  fill?: string | 'none'
  stroke?: string | 'none'
  strokeWidth?: number
  opacity?: number
}

/**
 * The elements that an edit changes: every element that matches, in document order. Of nested elements that
 * match, only the outermost counts. Comparisons of names and texts ignore case and surrounding space; ids
 * match with or without the picture's prefix. `all` leaves out a ground when the picture is moved, scaled,
 * turned, painted or outlined.
 */
export type Target =
  | { all: true }
  | { id: string }
  | { ids: string[] }
  /** `aria-label` or title of an element; of one without either, the words of its id. */
  | { name: string }
  /** Shapes with this fill or stroke, inherited ones too. */
  | { color: string }
  /** `rect`, `circle`, `path`, `text`, `g` ... */
  | { kind: string }
  /** Indexes of child elements, from the root down; for programs, and for elements without an id. */
  | { path: number[] }
  /** Several elements, each by its path. */
  | { paths: number[][] }
  /** Texts that contain these words. */
  | { text: string }
  /** The foremost shape at a point, or the named group that it belongs to. */
  | { point: Point; deep?: boolean }

export type Place = { before: Target } | { after: Target } | { into: Target }

export interface Point {
  x: number
  y: number
}

export interface Box extends Point {
  width: number
  height: number
}

/** The result of one edit. */
export type EditOutcome =
  | {
      done: true
      /** Elements that matched and were changed. */
      touched: number
      /**
       * Paths after this edit of the elements that `insert`, `duplicate`, `group` and `ungroup` have created,
       * and of those that `reorder` has put at another place.
       */
      created: number[][]
    }
  | { done: false; touched: 0; code: OutcomeCode; message: string }

/** Why an edit changed nothing. */
export type OutcomeCode =
  | 'no_target'
  | 'color_not_found'
  | 'nothing_changed'
  | 'not_possible'
  | 'look_would_change'
  | 'fragment_refused'
  | 'too_large'

/** A range of a text and its replacement: from `start` to before `end`, in UTF-16 units. */
export interface Splice {
  start: number
  end: number
  text: string
}
