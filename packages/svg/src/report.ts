/** Why a whole document was refused. */
export type RejectionCode =
  | 'too_large'
  | 'bad_characters'
  | 'malformed'
  | 'not_svg'
  | 'internal_subset'
  | 'too_deep'
  | 'too_many_elements'
  | 'too_many_attributes'
  | 'too_much_text'
  | 'path_too_long'
  | 'too_many_stops'
  | 'filter_too_large'
  | 'style_too_large'
  | 'expansion_too_large'

export interface SvgRejection {
  code: RejectionCode
  message: string
  /** One-based, if the parser knows it. */
  line?: number
  column?: number
}

export type NoteCode =
  | 'element_dropped'
  | 'attribute_dropped'
  | 'value_dropped'
  | 'external_reference'
  | 'dangling_reference'
  | 'cyclic_reference'
  | 'duplicate_id'
  | 'style_rule_dropped'
  | 'instruction_dropped'
  | 'namespace_assumed'
  | 'view_box_derived'
  | 'size_reduced'
  | 'nothing_drawn'

/** Something that was changed or left out. Equal notes are counted, not repeated. */
export interface SvgNote {
  code: NoteCode
  /** The element, attribute or `element/attribute` concerned, cut to 60 characters. */
  subject: string
  count: number
}

/** Carries a rejection out of a pass. It is never thrown to callers outside this folder. */
export class Refusal extends Error {
  readonly rejection: SvgRejection

  constructor(rejection: SvgRejection) {
    super(rejection.message)
    this.rejection = rejection
  }
}

export function refuse(code: RejectionCode, message: string): never {
  throw new Refusal({ code, message })
}

const notesMax = 100
const subjectCharsMax = 60

/** Collects the notes of one run. A hostile file cannot make the report long. */
export class NoteBook {
  readonly #notes: SvgNote[] = []
  readonly #byCode = new Map<NoteCode, Map<string, SvgNote>>()
  #last: SvgNote | null = null

  add(code: NoteCode, subject: string): void {
    // Repeated faults usually follow each other.
    if (this.#last?.code === code && this.#last.subject === subject) {
      this.#last.count++
      return
    }
    const short = subject.length > subjectCharsMax ? `${subject.slice(0, subjectCharsMax - 1)}…` : subject
    const ofCode = this.#byCode.get(code) ?? new Map<string, SvgNote>()
    const known = ofCode.get(short)
    if (known !== undefined) {
      known.count++
      this.#last = known
    } else if (this.#notes.length < notesMax) {
      const note = { code, subject: short, count: 1 }
      this.#notes.push(note)
      this.#last = note
      this.#byCode.set(code, ofCode.set(short, note))
    }
  }

  list(): SvgNote[] {
    return [...this.#notes]
  }
}
