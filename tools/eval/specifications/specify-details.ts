import type { Specification } from './specification.ts'

const partLines = `
a house with a red roof | house | roof red
a blue car with yellow wheels | car | wheel yellow
a bus with green windows | bus | window green
a church with a purple door | church | door purple
a black cat with green eyes | cat | eye green
a white rabbit with blue eyes | rabbit | eye blue
a brown dog with yellow eyes | dog | eye yellow
a red apple with a blue leaf | apple | leaf blue
a tree with orange leaves | tree | leaf orange
a tree with a white trunk | tree | trunk white
a mushroom with a green cap | mushroom | cap green
a flower with purple petals | flower | petal purple
a sunflower with a red center | sunflower | center red
a tulip with a yellow stem | tulip | stem yellow
a sailboat with a purple sail | sailboat | sail purple
a duck with a red beak | duck | beak red
a penguin with a blue beak | penguin | beak blue
a turtle with a red shell | turtle | shell red
a snail with a blue shell | snail | shell blue
a ladybug with white spots | ladybug | spot white
a cupcake with blue frosting | cupcake | frosting blue
a gift with a green ribbon | gift | ribbon green
a candle with a blue flame | candle | flame blue
a woman with blue hair | woman | hair blue
a girl with pink hair | girl | hair pink
a truck with red wheels | truck | wheel red
a bicycle with blue wheels | bicycle | wheel blue
a butterfly with green wings | butterfly | wing green
a castle with blue roofs | castle | roof blue
a television with a green screen | television | screen green
`
const textureLines = `
a wooden chair | chair | wood
a wooden table | table | wood
a wooden door | door | wood
a marble column | column | marble
a marble vase | vase | marble
a metal bucket | bucket | metal
a steel robot | robot | metal
a glass bottle | bottle | glass
a leather boot | boot | leather
a leather sofa | sofa | leather
a stone tower | tower | stone
a stone bridge | bridge | stone
a brick house | house | brick
a plaid shirt | shirt | plaid
a plaid skirt | skirt | plaid
a striped sock | sock | stripes
a striped fish | fish | stripes
a polka dot umbrella | umbrella | dots
a dotted mug | mug | dots
a fluffy sheep | sheep | fur
a furry bear | bear | fur
a knitted scarf | scarf | fabric
a knitted hat | hat | fabric
a wooden ship | ship | wood
`
const diagramLines = `
a flowchart: start, check, done | flowchart | Start,Check,Done
a flowchart of order, pay and ship | flowchart | Order,Pay,Ship
a flow chart with the boxes idea, plan, build and launch | flowchart | Idea,Plan,Build,Launch
process diagram: receive -> sort -> store | flowchart | Receive,Sort,Store
a flowchart from draft to review to published | flowchart | Draft,Review,Published
a browser window that says "My Shop" | browser | My Shop
a website mockup with "Hello" | browser | Hello
a phone screen with the title "Inbox" | phone | Inbox
a chat with "Hi" and "Good morning" | chat | Hi,Good morning
a business card for Grace Hopper | card | Grace Hopper
`

const rowsOf = (lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.split(' | '))

/** Colours of parts, what things are made of, and diagrams with words in them. */
export function specifyDetails(): Specification[] {
  const parts = rowsOf(partLines).map(([sentence = '', noun = '', wanted = '']) => {
    const [part = '', colour = ''] = wanted.split(' ')
    return { category: 'part colour', sentence, things: [{ noun, count: 1 }], part: { part, colour } }
  })
  const textures = rowsOf(textureLines).map(([sentence = '', noun = '', texture = '']) => ({
    category: 'texture',
    sentence,
    things: [{ noun, count: 1 }],
    texture,
  }))
  const diagrams = rowsOf(diagramLines).map(([sentence = '', kind = '', labels = '']) => ({
    category: 'diagram',
    sentence,
    things: [{ noun: kind, count: 1 }],
    labels: labels.split(','),
  }))
  return [...parts, ...textures, ...diagrams]
}
