import { describe, expect, it } from 'vitest'
import { finishAnswer } from './finish-answer.ts'

const finish = (answer: string) => {
  const finished = finishAnswer({
    answer,
    idPrefix: 'p0123456789-',
    findsFault: true,
    request: { style: 'flat', prompt: 'a house & a moon' },
  })
  if (!finished.ok) throw new Error(finished.problem)
  return finished
}
const picture = (body: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">${body}</svg>`
const house = '<g id="house" aria-label="house"><rect width="90" height="90" fill="#c00"/></g>'
const moon = '<g id="moon" aria-label="moon"><circle cx="200" cy="40" r="20" fill="#fd0"/></g>'

describe('a finished picture', () => {
  it('has role="img", the prompt as its title, and the names of its groups as its description', () => {
    expect(finish(picture(house + moon)).svg).toMatch(
      /^<svg [^>]*role="img"><title>a house &amp; a moon<\/title><desc>Shows house and moon\.<\/desc><g id="p0123456789-house" aria-label="house">/,
    )
  })

  it('keeps its own title and description', () => {
    const { svg } = finish(picture(`<title>Home</title><desc>A home at night.</desc>${house}`))
    expect(svg).toContain('role="img"><title>Home</title><desc>A home at night.</desc><g')
  })

  it('has a fault if many shapes are in no named group, and none otherwise', () => {
    const shapes = Array.from(
      { length: 9 },
      (_, at) => `<rect x="${at * 20}" y="20" width="15" height="90" fill="#c00"/>`,
    )
    expect(finish(picture(shapes.join(''))).fault).toContain('must be a group with its name')
    expect(finish(picture(shapes.slice(1).join(''))).fault).toBeUndefined()
    expect(finish(picture(`<g aria-label="fence">${shapes.join('')}</g>`)).fault).toBeUndefined()
  })
})
