/**
 * The language of edits: what a change of a picture says, whoever wrote it. Plain JSON.
 *
 * Lengths, points and boxes are in units of the picture's view box, angles in degrees clockwise, opacities
 * from 0 to 1, colours in any notation of CSS. Several edits apply in their order, each to what the one
 * before left.
 */
export type Edit =
  | ({ op: 'paint'; target: Target } & Paints)
  | { op: 'recolor'; from: string; to: string; target?: Target }
  | { op: 'outline'; target: Target; stroke: string; width: number }
  | { op: 'opacity'; target: Target; value: number }
  | { op: 'move'; target: Target; x: number; y: number }
  /**
   * Scaling, turning and flipping are about a centre, unless `about` is given: of the view box for `all`, of
   * all together for `ids`, of each element by itself for every other target.
   */
  | { op: 'scale'; target: Target; x: number; y: number; about?: Point }
  | { op: 'rotate'; target: Target; degrees: number; about?: Point }
  | { op: 'flip'; target: Target; axis: 'horizontal' | 'vertical'; about?: Point }
  | { op: 'crop'; box: Box }
  | { op: 'remove'; target: Target }
  /** The copy stands in front of the original, moved by `x` and `y`. */
  | { op: 'duplicate'; target: Target; x: number; y: number }
  | { op: 'reorder'; target: Target; to: 'front' | 'back' | 'forward' | 'backward' | Place }
  | { op: 'rename'; target: Target; name: string }
  | { op: 'group'; target: Target; name?: string }
  | { op: 'ungroup'; target: Target }
  | { op: 'text'; target: Target; text: string }
  /** Without `place` in front of everything. The fragment passes the policy before it is inserted. */
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
 * What an edit is about: every element that fits, in document order; of elements within each other the
 * outermost. Names and texts compare without case and surrounding space, ids with or without the picture's
 * prefix. `all` leaves out a ground where the picture is moved, scaled, turned, painted or outlined.
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
  /** Texts that hold these words. */
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

/** What became of one edit. */
export type EditOutcome =
  | {
      done: true
      /** Elements that fitted and were changed. */
      touched: number
      /** Where new elements are, after this edit: of `insert`, `duplicate`, `group` and `ungroup`. */
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

/** A part of a text and what is to stand there: from `start` to before `end`, in UTF-16 units. */
export interface Splice {
  start: number
  end: number
  text: string
}
