import { heldOutLines } from './held-out.data.ts'
import type { Specification } from './specification.ts'

/** The held-out list, read from its lines. @throws Error where a line cannot be read */
export function readHeldOut(): Specification[] {
  return heldOutLines.trim().split('\n').map(readLine)
}

function readLine(line: string): Specification {
  const [category = '', sentence = '', things = '', more = ''] = line.split('|').map((part) => part.trim())
  const specification: Specification = {
    category,
    sentence,
    things: things === '' ? [] : things.split(' + ').map((thing) => readThing(thing, line)),
  }
  for (const [, key, value = ''] of more.matchAll(/(\w+)=([^=]+?)(?= \w+=|$)/g)) {
    const [part = '', colour = ''] = value.split(':')
    if (key === 'part') specification.part = { part, colour }
    else if (key === 'relation' || key === 'spot' || key === 'text' || key === 'texture')
      specification[key] = value
    else throw new Error(`The held-out list has a line that cannot be read: ${line}`)
  }
  return specification
}

const colourWord = /^(?:red|blue|green|yellow|purple|orange|pink|brown|black|white|teal|maroon) (?=\w)/

function readThing(text: string, line: string): Specification['things'][number] {
  const [, count, rest = ''] = /^(\d+) (.+)$/.exec(text) ?? []
  if (count === undefined) throw new Error(`The held-out list has a thing without a number: ${line}`)
  const colour = colourWord.exec(rest)?.[0].trim()
  const noun = colour === undefined ? rest : rest.slice(colour.length + 1)
  return { noun, count: Number(count), ...(colour === undefined ? {} : { colour }) }
}
