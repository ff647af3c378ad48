import { createRandom, type Random } from '../../../packages/composer/src/random.ts'
import { foreignLines } from './foreign.data.ts'
import { carriers, hiders, holders, nouns, plurals } from './nouns.data.ts'
import type { Specification } from './specification.ts'
import { specifyDetails } from './specify-details.ts'

const colours = [
  'red',
  'blue',
  'green',
  'yellow',
  'purple',
  'orange',
  'pink',
  'brown',
  'black',
  'white',
] as const
const counts = ['two', 'three', 'four', 'five', 'six'] as const
const wordsOf = (list: string) => list.split(' ')
export const allNouns: readonly string[] = Object.values(nouns).flatMap(wordsOf)
const animals = wordsOf(nouns.animals)
/** Small enough to be carried, put into something, or held. */
const small = [
  ...wordsOf(nouns.food).slice(0, 30),
  ...wordsOf('cat mouse rabbit frog duck ball book candle clock key teapot camera laptop'),
]
const paintable = [
  ...animals,
  ...wordsOf(nouns.vehicles),
  ...wordsOf(nouns.clothes),
  ...wordsOf(
    'chair lamp sofa door box bottle cup balloon kite ball flower tulip rose house tent bucket basket pencil book key heart',
  ),
]

/** The same list each time: nouns are picked by a fixed seed, and none is chosen by its result. */
export function specify(): Specification[] {
  const random = createRandom('specifications 1')
  const deck = createDeck(allNouns, random)
  return [
    ...allNouns.map((noun) => one('one thing', `${article(noun)} ${noun}`, noun)),
    ...times(50, () => two('two things', deck.next(), deck.next())),
    ...times(60, (at) => several(deck.next(), at)),
    ...colourful(random),
    ...positions(random),
    ...spots(createDeck(allNouns, random)),
    ...actions(random),
    ...texts(random),
    ...foreign(),
    ...silent(),
    ...specifyDetails(),
  ]
}

function times(count: number, make: (at: number) => Specification): Specification[] {
  return Array.from({ length: count }, (_, at) => make(at))
}

/** Returns every word once before it returns any word again. */
function createDeck(words: readonly string[], random: Random) {
  let rest: string[] = []
  return {
    next(): string {
      if (rest.length === 0) rest = [...words]
      const at = Math.floor(random.next() * rest.length)
      return rest.splice(at, 1)[0] ?? 'cat'
    },
  }
}

function one(category: string, sentence: string, noun: string): Specification {
  return { category, sentence, things: [{ noun, count: 1 }] }
}

function two(category: string, a: string, b: string): Specification {
  return {
    category,
    sentence: `${article(a)} ${a} and ${article(b)} ${b}`,
    things: [
      { noun: a, count: 1 },
      { noun: b, count: 1 },
    ],
  }
}

function several(noun: string, at: number): Specification {
  const word = counts[at % counts.length] ?? 'two'
  return {
    category: 'count',
    sentence: `${word} ${pluralOf(noun)}`,
    things: [{ noun, count: (at % counts.length) + 2 }],
  }
}

function colourful(random: Random): Specification[] {
  const deck = createDeck([...new Set(paintable)], random)
  const single = times(60, (at) => {
    const [noun, colour] = [deck.next(), colours[at % colours.length] ?? 'red']
    const sentence =
      at % 3 === 0 ? `${article(noun)} ${noun} that is ${colour}` : `${article(colour)} ${colour} ${noun}`
    return { category: 'colour', sentence, things: [{ noun, count: 1, colour }] }
  })
  const both = times(40, (at) => {
    const [a, b] = [deck.next(), deck.next()]
    const [first, second] = [
      colours[at % colours.length] ?? 'red',
      colours[(at + 3) % colours.length] ?? 'blue',
    ]
    return {
      category: 'two colours',
      sentence: `${article(first)} ${first} ${a} and ${article(second)} ${second} ${b}`,
      things: [
        { noun: a, count: 1, colour: first },
        { noun: b, count: 1, colour: second },
      ],
    }
  })
  return [...single, ...both]
}

function positions(random: Random): Specification[] {
  const any = createDeck(animals, random)
  const things = createDeck(small, random)
  const phrases: readonly (readonly [relation: string, words: readonly string[], to: readonly string[]])[] = [
    ['leftOf', ['to the left of', 'left of'], animals],
    ['rightOf', ['to the right of', 'right of'], animals],
    ['above', ['above', 'over'], ['house', 'tree', 'table', 'car']],
    ['below', ['below', 'beneath'], ['cloud', 'lamp', 'clock', 'moon']],
    ['on', ['on', 'on top of'], carriers],
    ['under', ['under', 'underneath'], ['table', 'tree', 'umbrella', 'chair']],
    ['in', ['in', 'inside'], holders],
    ['behind', ['behind'], hiders],
    ['inFrontOf', ['in front of'], ['house', 'castle', 'tree', 'barn']],
    ['beside', ['next to', 'beside'], ['house', 'tree', 'lamp', 'chair']],
  ]
  return phrases.flatMap(([relation, words, targets]) => {
    const others = createDeck(targets, random)
    return times(11, (at) => {
      const own = relation === 'on' || relation === 'in' ? things.next() : any.next()
      let to = others.next()
      if (to === own) to = others.next()
      return {
        category: 'position',
        sentence: `${article(own)} ${own} ${words[at % words.length]} ${article(to)} ${to}`,
        things: [
          { noun: own, count: 1 },
          { noun: to, count: 1 },
        ],
        relation,
      }
    })
  })
}

function spots(deck: ReturnType<typeof createDeck>): Specification[] {
  const phrases: readonly (readonly [string, string])[] = [
    ['top-left', 'in the top left corner'],
    ['top-right', 'in the top right corner'],
    ['bottom-left', 'in the bottom left corner'],
    ['bottom-right', 'in the bottom right corner'],
    ['left', 'on the left'],
    ['right', 'on the right'],
    ['top', 'at the top'],
    ['bottom', 'at the bottom'],
  ]
  return phrases.flatMap(([spot, words]) =>
    times(3, () => {
      const noun = deck.next()
      return { ...one('spot', `${article(noun)} ${noun} ${words}`, noun), spot }
    }),
  )
}

function actions(random: Random): Specification[] {
  const people = createDeck(
    wordsOf('man woman boy girl doctor chef farmer king queen pirate knight teacher'),
    random,
  )
  const rows: readonly (readonly [words: string, noun: string, relation: string])[] = [
    ['holding', 'balloon', 'holds'],
    ['with an umbrella', '', 'holds umbrella'],
    ['holding', 'flower', 'holds'],
    ['riding', 'horse', 'rides'],
    ['riding', 'bicycle', 'rides'],
    ['wearing', 'hat', 'wears'],
    ['wearing', 'sunglasses', 'wears'],
    ['reading', 'book', 'holds'],
    ['eating', 'apple', 'holds'],
    ['playing', 'guitar', 'holds'],
    ['sitting on', 'chair', 'on'],
    ['standing next to', 'tree', 'beside'],
  ]
  return rows.flatMap(([words, noun, relation]) =>
    times(4, () => {
      const person = people.next()
      const [kind = '', other = noun] = relation.split(' ')
      const object = noun === '' ? '' : ` ${noun === 'sunglasses' ? '' : `${article(noun)} `}${noun}`
      return {
        category: 'action',
        sentence: `${article(person)} ${person} ${words}${object}`,
        things: [
          { noun: person, count: 1 },
          { noun: other, count: 1 },
        ],
        relation: kind,
      }
    }),
  )
}

function texts(random: Random): Specification[] {
  const words = 'OPEN SALE Hello Welcome Café Garage Bakery Lucky Привет Αθήνα مرحبا Zoë'.split(' ')
  const frames = [
    (text: string) => `a sign that says ${text}`,
    (text: string) => `the word "${text}"`,
    (text: string) => `a birthday card that says "${text}"`,
  ]
  const framed = words.flatMap((text) =>
    frames.slice(0, 2).map((write) => ({ category: 'text', sentence: write(text), things: [], text })),
  )
  const letters = times(12, () => {
    const letter = String.fromCharCode(65 + Math.floor(random.next() * 26))
    return { category: 'text', sentence: `a logo with the letter ${letter}`, things: [], text: letter }
  })
  return [...framed, ...letters]
}

function foreign(): Specification[] {
  return foreignLines
    .trim()
    .split('\n')
    .map((line) => {
      const [sentence = '', wanted = ''] = line.split(' | ')
      const match =
        /^(?:(\d) )?(?:(red|blue|green|black|white) )?(\w+)(?: (on|under|beside|in|leftOf|inFrontOf|behind) (\w+))?$/.exec(
          wanted,
        )
      const [, count = '1', colour, noun = '', relation, other] = match ?? []
      return {
        category: 'language',
        sentence,
        things: [
          { noun, count: Number(count), ...(colour ? { colour } : {}) },
          ...(other ? [{ noun: other, count: 1 }] : []),
        ],
        ...(relation ? { relation } : {}),
      }
    })
}

/** Words for which nothing may be drawn, and which the report must name. */
function silent(): Specification[] {
  const rows: readonly (readonly [sentence: string, noun: string, word: string])[] = [
    ['a cat and a theodolite', 'cat', 'theodolite'],
    ['a dog with a dreidel', 'dog', 'dreidel'],
    ['a tree and a zorblat', 'tree', 'zorblat'],
    ['a house and a pergola', 'house', 'pergola'],
    ['a car and a catalytic converter', 'car', 'catalytic converter'],
    ['a rabbit and a leaf blower', 'rabbit', 'leaf blower'],
    ['an apple and an elefant', 'apple', 'elefant'],
    ['a boat and a stethascope', 'boat', 'stethascope'],
    ['a clock and justice', 'clock', 'justice'],
    ['a bear feeling nostalgia', 'bear', 'nostalgia'],
    ['a fox and a hygrometer', 'fox', 'hygrometer'],
    ['a cow and a shredder', 'cow', 'shredder'],
  ]
  return rows.map(([sentence, noun, leftOut]) => ({ ...one('silent', sentence, noun), leftOut }))
}

function article(word: string): string {
  if (/^(?:glasses|sunglasses|jeans|shorts|scissors|dice)$/.test(word)) return 'some'
  return /^(?:[aeio]|umb|unc)/.test(word) && !/^(?:one|uni)/.test(word) ? 'an' : 'a'
}

function pluralOf(noun: string): string {
  const known = plurals[noun]
  if (known !== undefined) return known
  if (/(?:s|x|ch|sh)$/.test(noun)) return /(?:glasses|jeans|shorts|scissors)$/.test(noun) ? noun : `${noun}es`
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
}
