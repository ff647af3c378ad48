import { expect, test } from 'vitest'
import { openStudio } from '../studio.ts'

const studio = await openStudio()

/** `2 cat(#colour) on table | sea sunset`: what was understood, in one line. */
function read(prompt: string): string {
  const { subjects, scene } = studio.read(prompt)
  const things = subjects.map(
    ({ concept, count, relation }) =>
      `${relation ? `${relation.kind} ` : ''}${count === 1 ? '' : `${count} `}${concept.label}`,
  )
  const place = Object.values(scene).join(' ')
  return [things.join(', '), place].filter((part) => part !== '').join(' | ')
}

test.each([
  // animals
  ['a dog', 'dog'],
  ['a golden retriever puppy', 'dog face'],
  ['an elephant in the savanna', 'elephant | desert'],
  ['a tiger in the jungle', 'tiger | forest'],
  ['a fluffy sheep', 'ewe'],
  ['a pink flamingo', 'flamingo'],
  ['a blue whale', 'spouting whale'],
  ['a honey bee', 'honeybee'],
  ['a ladybug', 'lady beetle'],
  ['a dinosaur', 'sauropod'],
  ['two mice', '2 mouse'],
  ['five geese', '5 goose'],
  ['butterflies', '3 butterfly'],
  // food
  ['an apple', 'red apple'],
  ['an orange', 'tangerine'],
  ['a slice of pizza', 'pizza'],
  ['a bowl of ramen with chopsticks', 'steaming bowl, with chopsticks'],
  ['a cheeseburger and fries', 'hamburger, with french fries'],
  ['a cup of coffee', 'hot beverage'],
  ['two glasses of wine', '2 wine glass'],
  ['a birthday cake with candles', 'birthday cake'],
  ['a chocolate donut', 'doughnut'],
  // vehicles
  ['a red sports car', 'racing car'],
  ['a yellow school bus', 'bus'],
  ['a fire truck', 'fire engine'],
  ['a bicycle leaning against a wall', 'bicycle, before brick'],
  ['a hot air balloon over the mountains', 'hot air balloon | mountains'],
  ['a space rocket', 'rocket'],
  ['a cruise ship', 'ship'],
  // buildings and places
  ['a house with a garden', 'house | garden'],
  ['a castle on a hill', 'castle | hills'],
  ['a hospital building', 'hospital'],
  ['a lighthouse on the beach', 'lighthouse | beach'],
  ['a windmill', 'windmill'],
  ['a tent in the mountains', 'tent | mountains'],
  // nature
  ['a pine tree', 'evergreen tree'],
  ['a cactus in a pot', 'cactus, in flower pot'],
  ['a four-leaf clover', 'four leaf clover'],
  ['the planet saturn', 'ringed planet'],
  ['a lightning bolt', 'high voltage'],
  ['a campfire', 'fire'],
  // household and tools
  ['a pair of scissors', 'scissors'],
  ['a pair of glasses', 'glasses'],
  ['a wooden chair', 'chair'],
  ['a magnifying glass', 'magnifying glass tilted left'],
  ['a light bulb', 'light bulb'],
  ['a padlock', 'locked'],
  ['a suitcase', 'luggage'],
  ['an alarm clock', 'alarm clock'],
  ['a screwdriver', 'screwdriver'],
  ['a laptop computer', 'laptop'],
  ['a piano', 'musical keyboard'],
  // people and fantasy
  ['an astronaut', 'astronaut'],
  ['a wizard', 'mage'],
  ['a mermaid', 'merperson'],
  ['a chef cooking', 'cook'],
  ['a robot waving', 'robot'],
  ['a jack-o-lantern', 'jack-o-lantern'],
  // ideas and symbols
  ['love', 'red heart'],
  ['music', 'musical notes'],
  ['a peace sign', 'peace symbol'],
  ['icon for settings', 'gear'],
  ['wifi icon', 'wifi'],
  ['logo for a coffee shop', 'hot beverage'],
])('%s is drawn as %s', (prompt, expected) => {
  expect(read(prompt)).toBe(expected)
})

test.each([
  ['a red fox sitting under a tree', 'sitting fox, under deciduous tree'],
  ['a black cat on a wooden table', 'black cat, on table'],
  ['a cup of coffee next to a laptop', 'hot beverage, beside laptop'],
  ['a bird flying over a house', 'bird, above house'],
  ['a dog behind a fence', 'dog, behind fence'],
  ['a dragon in front of a castle', 'dragon, before castle'],
  ['pink roses in a blue vase', '3 rose, in amphora'],
  ['a cat wearing a top hat', 'cat, wears top hat'],
  ['a monkey eating a banana', 'monkey, holds banana'],
  ['a green dragon breathing fire', 'dragon, holds fire'],
  ['a bear surrounded by bees', 'bear, around 8 honeybee'],
  ['two cats and three dogs', '2 cat, with 3 dog'],
  ['a girl reading a book under a tree', 'girl, holds open book, under deciduous tree'],
  ['an astronaut riding a horse in space', 'astronaut, on horse | space'],
  ['a sailboat on the sea at sunset', 'sailboat | sea sunset'],
  ['fish swimming under the sea', 'fish | underwater'],
  ['a penguin in the snow', 'penguin | snow snow'],
  ['the city skyline at night', 'city night'],
  ['mountains with a lake', 'mountains sea'],
  ['a yellow submarine underwater', 'submarine | underwater'],
  ['a rocket flying to the moon', 'rocket, with crescent moon'],
  ['a train in autumn', 'train | autumn meadow'],
  ['bees around a flower', 'blossom, around 3 honeybee'],
  ['a desert with a cactus', 'cactus | desert'],
  ['an emu', 'dodo'],
  ['a chandelier', 'candle'],
  ['a mountain', 'mountain'],
  ['five yellow stars in the night sky', '5 star | night'],
])('%s is understood as %s', (prompt, expected) => {
  expect(read(prompt)).toBe(expected)
})

test.each([
  ['a red car and a blue house', ['#e5343d'], ['#2a78e4']],
  ['a car that is red', ['#e5343d']],
  ['a rose in red', ['#e5343d']],
  ['red and blue balloons', ['#e5343d', '#2a78e4']],
  ['an orange cat', ['#f5821f']],
  ['a cat', []],
  ['a dog with a yellow ball', [], ['#fccb1b']],
  ['two parrots, one red and one green', ['#e5343d', '#36a852']],
  ['a blue whale', ['#2a78e4']],
])('colours of "%s" go to the right thing', (prompt, ...expected) => {
  expect(studio.read(prompt).subjects.map(({ colours }) => colours)).toEqual(expected)
})

test.each([
  ['🦊🌳', 'fox, with deciduous tree'],
  ['👋🏽', 'waving hand'],
  ['一只红色的狐狸坐在树下', 'sitting fox, under deciduous tree'],
  ['三个红色的气球', '3 balloon'],
  ['три красных шарика', '3 balloon'],
  ['ثعلب أحمر تحت الشجرة', 'sitting fox, under deciduous tree'],
  ['שלושה בלונים אדומים', '3 balloon'],
  ['un zorro rojo bajo un árbol', 'sitting fox, under deciduous tree'],
  ['ein roter Fuchs unter einem Baum', 'sitting fox, under deciduous tree'],
  ['un chat noir sur une table', 'black cat, on table'],
])('%s is understood without English', (prompt, expected) => {
  expect(read(prompt)).toBe(expected)
})

test.each([
  ['an elefant', 'elephant', /"elefant" is drawn as elephant/],
  ['a knight', 'person fencing', /"knight" is drawn as person fencing/],
  ['a manta ray', 'fish', /"manta ray" is drawn as fish/],
  ['a pirate ship', 'sailboat', /"pirate ship" is drawn as sailboat/],
  ['a hundred and 200 balloons', '24 balloon', /24 of 200/],
  ['a cat with green eyes', 'cat', /"eyes" is not drawn apart/],
  ['qqq xxj vvk', 'artist palette', /nothing in the prompt matched/],
])('what cannot be drawn as said is noted: %s', (prompt, expected, note) => {
  expect(read(prompt)).toBe(expected)
  expect(studio.read(prompt).notes.join('; ')).toMatch(note)
})

test('a prompt of 500 characters of anything is read in bounded time', () => {
  const prompts = [
    'a '.repeat(250),
    'of '.repeat(166),
    '🐱'.repeat(250),
    'red '.repeat(125),
    ','.repeat(500),
    'ab'.repeat(250),
  ]
  for (const prompt of prompts) expect(studio.read(prompt).subjects.length).toBeLessThanOrEqual(6)
})
