import type { ScenePlan } from '../../../packages/composer/src/index.ts'
import {
  type DrawnThing,
  type drawWordsAnew,
  fitThing,
} from '../../../packages/composer/src/instructions/draw-thing-alone.ts'
import type { Edit, Target } from '../../../packages/svg/src/index.ts'
import type { StoredPicture } from './draw-pictures.ts'

/** The result of an instruction: edits, applied to a new drawing if there is a plan; or nothing. */
export type Answer = { edits: Edit[]; plan?: ScenePlan }

/** Draws the things that an answer inserts. */
export type Draw = (
  words: string,
  options: { style: ScenePlan['style']; seed: number },
) => DrawnThing | undefined
export type DrawWords = (...input: Tail<Parameters<typeof drawWordsAnew>>) => string
type Tail<List extends unknown[]> = List extends [unknown, ...infer Rest] ? Rest : never

/**
 * Reads an answer of the lists: edits of the language of edits, one word per operation, separated by
 * semicolons. Targets are `all`, `@id` or `text:words`. In addition: `draw words x y w h` inserts the
 * composer's drawing of the words into a box, `words @id "text" letters frame` draws words of the composer
 * again in these colours, `bare` removes the composer's setting, `gradient from to` paints the ground, and
 * `plan {...}` changes the plan.
 *
 * @throws Error for an answer that it cannot read
 */
export function readAnswer(text: string, picture: StoredPicture, draw: Draw, drawWords: DrawWords): Answer {
  const answer: Answer = { edits: [] }
  for (const statement of text.split(/;\s*/)) {
    const plan = /^plan (\{.*\})$/.exec(statement)?.[1]
    if (statement === 'nothing') continue
    if (plan !== undefined && picture.plan)
      answer.plan = changePlan(picture.plan, JSON.parse(plan) as Partial<ScenePlan>)
    else answer.edits.push(...readStatement(statement, picture, draw, drawWords))
  }
  return answer
}

function changePlan(plan: ScenePlan, { background, ...rest }: Partial<ScenePlan>): ScenePlan {
  const before = typeof plan.background === 'string' ? {} : plan.background
  return {
    ...plan,
    ...rest,
    ...(typeof background === 'object' ? { background: { ...before, ...background } } : {}),
  }
}

function readStatement(statement: string, picture: StoredPicture, draw: Draw, drawWords: DrawWords): Edit[] {
  const fail = (): never => {
    throw new Error(`The answer "${statement}" of ${picture.key} cannot be read`)
  }
  const [op = '', ...words] = statement.split(' ')
  const rest = words.join(' ')
  const target = readTarget(words[0] ?? '')
  const numbers = words.map(Number)
  const [, a = 0, b = 0] = numbers
  if (op === 'bare')
    return ['scene-back', 'scene-shadows', 'scene-front'].map((id) => ({ op: 'remove', target: { id } }))
  if (op === 'background') return [{ op, color: rest }]
  if (op === 'gradient') return gradient(words, picture.svg)
  if (op === 'crop') return [{ op, box: boxOf(numbers) }]
  if (op === 'canvas')
    return [{ op, width: numbers[0] ?? 0, height: a, content: words[2] === 'keep' ? 'keep' : 'fit' }]
  if (op === 'recolor') {
    const [from = '', to = ''] = (words[0] ?? '').split('>')
    return [{ op, from, to, ...(words[1] === 'in' ? { target: readTarget(words[2] ?? '') ?? fail() } : {}) }]
  }
  if (op === 'draw') return [drawInto(rest, picture, draw) ?? fail()]
  if (op === 'words') return setWords(rest, picture, drawWords) ?? fail()
  if (op === 'rename') {
    const [id = '', name = ''] = rest.split('=')
    return [{ op, target: readTarget(id) ?? fail(), name }]
  }
  if (op === 'text') {
    const [find = '', said = ''] = rest.replace(/^text:/, '').split('=')
    return [{ op, target: { text: find }, text: said }]
  }
  if (!target) return fail()
  if (op === 'paint') {
    const [name, value = ''] = (words[1] ?? '').split('=')
    return [{ op, target, ...(name === 'width' ? { strokeWidth: Number(value) } : { [name ?? '']: value }) }]
  }
  if (op === 'outline') return [{ op, target, stroke: words[1] ?? '', width: b }]
  if (op === 'opacity') return [{ op, target, value: a }]
  if (op === 'simplify') return [{ op, target, tolerance: a }]
  if (op === 'move' || op === 'duplicate') return [{ op, target, x: a, y: b }]
  if (op === 'rotate') return [{ op, target, degrees: a }]
  if (op === 'flip') return [{ op, target, axis: words[1] === 'v' ? 'vertical' : 'horizontal' }]
  if (op === 'remove') return [{ op, target }]
  if (op === 'scale') {
    const about = words[3] === 'about' ? { about: { x: numbers[4] ?? 0, y: numbers[5] ?? 0 } } : {}
    return [{ op, target, x: a, y: b, ...about }]
  }
  if (op !== 'reorder') return fail()
  const anchor = readTarget(words[2] ?? '')
  const side = words[1]
  if (side === 'front' || side === 'back') return [{ op, target, to: side }]
  return [{ op, target, to: side === 'before' ? { before: anchor ?? fail() } : { after: anchor ?? fail() } }]
}

function readTarget(word: string): Target | undefined {
  if (word === 'all') return { all: true }
  return word.startsWith('@') ? { id: word.slice(1) } : undefined
}

const boxOf = ([x = 0, y = 0, width = 0, height = 0]: readonly number[]) => ({ x, y, width, height })

function drawInto(rest: string, { plan }: StoredPicture, draw: Draw): Edit | undefined {
  const [, words, numbers] = /^(.+?)((?: [\d.]+){4})$/.exec(rest) ?? []
  const said = words?.startsWith('words') ? `the ${words}` : words
  const thing =
    said === undefined ? undefined : draw(said, { style: plan?.style ?? 'flat', seed: plan?.seed ?? 1 })
  return thing && { op: 'insert', svg: fitThing(thing, boxOf((numbers ?? '').trim().split(' ').map(Number))) }
}

function setWords(rest: string, { plan }: StoredPicture, drawWords: DrawWords): Edit[] | undefined {
  const [, id, text = '', all, frame] = /^@(\S+) "([^"]*)" (\S+)(?: (\S+))?$/.exec(rest) ?? []
  const thing = plan?.things.find((one) => one.id === id)
  if (!plan || !thing || !('text' in thing)) return undefined
  const svg = drawWords(plan, thing, text, { ...(all ? { all } : {}), ...(frame ? { frame } : {}) })
  return [
    { op: 'remove', target: { id: thing.id } },
    { op: 'insert', svg },
  ]
}

function gradient([from = '', to = '']: readonly string[], svg: string): Edit[] {
  const [x, y, width, height] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '').split(' ')
  const paint = `<linearGradient id="ground" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`
  const ground = `<defs>${paint}</defs><rect x="${x}" y="${y}" width="${width}" height="${height}" fill="url(#ground)"/>`
  return [{ op: 'insert', svg: ground, place: { before: { path: [0] } } }]
}
