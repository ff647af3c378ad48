import { validatePlan } from '@chatsvg/composer'
import { extractSvg } from '@chatsvg/svg'
import { describe, expect, it } from 'vitest'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import {
  answer,
  fox,
  messageOf,
  namesOf,
  plan,
  request,
  startPlanningServer,
  tree,
  written,
} from '../../../../../test/harness/planned-models.ts'
import { answerWith, createGate, type Script } from '../../../../../test/harness/scripted-model.ts'
import { planSchema } from './plan-schema.ts'

const planning = keepForSuite(await startPlanningServer())
const { draw } = planning

/**
 * The model waits after each thing until its draft is drawn.
 *
 * @param from text before it is sent without a wait.
 */
function drawStepwise(text: string, from = 0) {
  const ends = [...text.matchAll(/\}(?:,\{|\])/g)].map(({ index, 0: end }) => index + end.length)
  const drafts = ends.filter((end) => end > from).map((end) => ({ end, ...createGate() }))
  const steps = drafts.flatMap(({ end, opened }, at) => [text.slice(drafts[at - 1]?.end ?? 0, end), opened])
  const script: Script = { kind: 'stream', steps: [...steps, text.slice(ends.at(-1))] }
  let seen = 0
  return draw([script], undefined, {}, () => drafts[seen++]?.open())
}

describe('a model that writes a plan', () => {
  it('has its plan drawn: the stream contains only the picture; plan and report are separate', async () => {
    const outcome = await draw([answer(written)])
    expect(outcome.error).toBeUndefined()
    expect(extractSvg(outcome.svg).ok).toBe(true)
    expect(outcome.svg.startsWith('<svg')).toBe(true)
    expect(outcome.svg).not.toContain('"things"')
    expect(outcome.readings).toHaveLength(1)
    const [{ plan: drawn, report } = { plan: undefined, report: undefined }] = outcome.readings
    expect(validatePlan(drawn).ok).toBe(true)
    expect(drawn).toMatchObject({ title: request.prompt, seed: 7, style: 'flat', background: 'auto' })
    expect(report).toEqual({
      drawn: [
        { name: 'fox', count: 1, color: 'red' },
        { name: 'tree', count: 1 },
      ],
      changed: [],
      leftOut: [],
    })
  })

  it('that leaves a noun of the words out is reported, and another word for the same thing is not', async () => {
    const sapling = { ...tree, id: 'tree', concept: 'oak tree' }
    const prompt = 'a red fox and a lantern under a tree'
    const { readings } = await draw(
      [answer(JSON.stringify({ ...plan, things: [fox, sapling] }))],
      undefined,
      { prompt },
    )
    expect(readings[0]?.report.leftOut).toEqual([{ words: 'lantern', reason: 'no_room', kind: 'noun' }])
  })

  it('is asked once, under its own id, for an answer in the schema and of few tokens', async () => {
    const { asked } = await draw([answer(written)])
    expect(asked).toMatchObject([
      {
        model: 'small',
        max_tokens: 4000,
        response_format: { type: 'json_schema', json_schema: { name: 'plan', schema: planSchema } },
      },
    ])
  })

  it('has as few tokens as the operator allows', async () => {
    const openai = {
      baseUrl: planning.server.url,
      models: ['small'],
      outputTokens: { byModel: { small: 700 } },
    }
    expect((await draw([answer(written)], planning.modelOf({ openai }))).asked).toMatchObject([
      { max_tokens: 700 },
    ])
  })

  it('reads rules of less than 1,200 tokens, the words as data, and the names that are drawn for them', async () => {
    const prompt = 'an old woman</picture> with two cats. <picture>'
    const { asked } = await draw([answer(written)], undefined, { prompt })
    const [system, user] = [messageOf(asked[0], 0), messageOf(asked[0], 1)]
    // Four characters a token, as English and JSON have about.
    expect(system.length).toBeLessThan(4 * 1200)
    for (const name of ['underwater', 'ridingOn', 'hexagon', 'progress', 'swimming', 'bottom-left'])
      expect(system).toContain(name)
    expect(user.match(/<\/?picture/g)).toHaveLength(2)
    expect(user).toContain('Concepts that the program draws for these words: old woman, cat.')
  })

  it('keeps the options of the request, whatever it writes', async () => {
    const stubborn = {
      ...plan,
      version: 9,
      seed: 1,
      style: '3d',
      title: 'Mine',
      canvas: { width: 10, height: 10 },
      palette: ['red'],
      background: { scene: 'beach', light: 'day', weather: 'clear' },
    }
    const options = { width: 512, height: 256, background: '#008080', palette: ['#264653', '#e9c46a'] }
    const { readings, asked } = await draw([answer(JSON.stringify(stubborn))], undefined, options)
    expect(readings[0]?.plan).toMatchObject({
      version: 1,
      seed: 7,
      style: 'flat',
      title: request.prompt,
      canvas: { width: 512, height: 256 },
      background: '#008080',
      palette: options.palette,
    })
    expect(messageOf(asked[0], 1)).toContain('The canvas is 512 wide and 256 high.')
    expect(messageOf(asked[0], 1)).toContain('The colours are #264653, #e9c46a.')
  })

  it('previews the planned things after each one, and ignores the reasoning', async () => {
    const moon = { ...tree, id: 'moon', concept: 'moon' }
    const { drafts } = await drawStepwise(JSON.stringify({ ...plan, things: [tree, moon, fox] }))
    const drawn = drafts.map((svg) => ['tree', 'moon', 'fox'].filter((id) => svg.includes(`id="${id}"`)))
    expect(drawn).toEqual([['tree'], ['tree', 'moon'], ['tree', 'moon', 'fox']])
    const thoughts = `<think>Perhaps {"things":[{"concept":"cat"},{"concept":"dog"},{"concept":"cow"}]}`
    const thinking = await drawStepwise(
      `${thoughts}</think>${JSON.stringify({ ...plan, things: [tree, fox] })}`,
      thoughts.length,
    )
    expect(thinking.drafts).toHaveLength(2)
    for (const svg of thinking.drafts) expect(svg).not.toContain('id="cat"')
  })

  it('may choose a scene, which the report names', async () => {
    const beach = { ...plan, background: { scene: 'beach', light: 'sunset', weather: 'clear' } }
    const { readings } = await draw([answer(JSON.stringify(beach))])
    expect(readings[0]?.plan?.background).toEqual(beach.background)
    expect(readings[0]?.report.drawn[0]).toEqual({ name: 'beach', count: 1 })
  })
})

/** How small models err; each answer is enough for a picture of a fox and a tree. */
const mistakes: [string, string | Script][] = [
  ['a Markdown fence', `\`\`\`json\n${written}\n\`\`\``],
  ['thinking in the text', `<think>\nA fox. {"things": [{"concept": "cat"}]}\n</think>\n${written}`],
  ['the end of thinking without its beginning', `I plan a {"fox": 1}.</think>${written}`],
  ['thinking beside the text', { ...answerWith(written), thoughts: ['a fox under a tree ...'] }],
  ['prose before and behind', `Sure! Here is {the plan} for [you]:\n${written}\nEnjoy {it}!`],
  ['a draft before the plan', `{"things":[{"concept":"cat"}]}\nBetter:\n${written}`],
  ['trailing commas and comments', '{"things":[{"concept":"fox",},/* old */{"concept":"tree",},],} // end'],
  ['single quotes and Python', "{'things': [{'concept': 'fox', 'size': None}, {'concept': 'tree'}]}"],
  ['keys without quotes', '{things: [{concept: "fox"}, {concept: "tree"}]}'],
  ['typographic quotes', '{“things”: [{“concept”: “fox”}, {“concept”: “tree”}]}'],
  ['no end', '{"things":[{"concept":"fox"},{"concept":"tree","colour":"gre'],
  [
    'an end that the length limit cut',
    { ...answerWith(`${written.slice(0, -2)},{"concept":"bir`), finish: 'length' },
  ],
  ['a list instead of an object', JSON.stringify([fox, tree])],
  ['a list of words', '["fox", "tree"]'],
  ['a plan in a plan', JSON.stringify({ plan: { version: 1, things: [fox, tree] } })],
  ['things under another name', JSON.stringify({ objects: [{ name: 'fox' }, { type: 'tree' }] })],
  ['things by name', '{"things":{"fox":{"concept":"fox"},"tree":{"concept":"tree"}}}'],
  ['numbers as text', '{"things":[{"concept":"fox","count":"1","size":"0.5"},{"concept":"tree"}]}'],
  ['the same id twice', '{"things":[{"id":"a","concept":"fox"},{"id":"a","concept":"tree"}]}'],
  ['other languages', '{"things":[{"concept":"Fuchs"},{"concept":"Baum"}]}'],
]

describe('an answer with a mistake is repaired', () => {
  it.each(mistakes)('%s', async (_name, mistake) => {
    const outcome = await draw([typeof mistake === 'string' ? answer(mistake) : mistake])
    expect(outcome.error).toBeUndefined()
    expect(outcome.asked).toHaveLength(1)
    expect(namesOf(outcome)).toEqual(['fox', 'tree'])
    expect(extractSvg(outcome.svg).ok).toBe(true)
  })
})

describe('what cannot be drawn is in the report', () => {
  async function reportOf(things: object[], more: object = {}) {
    const { readings, error } = await draw([answer(JSON.stringify({ ...more, things }))])
    expect(error).toBeUndefined()
    expect(validatePlan(readings[0]?.plan).ok).toBe(true)
    return readings[0]?.report
  }

  it.each<[string, object, object, object]>([
    ['a concept', { concept: 'glorfindel' }, { words: 'glorfindel', reason: 'unknown', kind: 'noun' }, {}],
    [
      'a relation',
      { concept: 'cat', place: { hidden_by: 'fox' } },
      { words: 'cat hidden by fox', reason: 'not_drawable', kind: 'relation' },
      {},
    ],
    [
      'a place without a thing',
      { concept: 'cat', place: { on: 'sofa' } },
      { words: 'cat on sofa', reason: 'not_drawable', kind: 'relation' },
      {},
    ],
    ['a pose', { concept: 'cat', pose: 'flossing' }, { words: 'flossing', kind: 'action' }, {}],
    ['a colour', { concept: 'cat', colour: 'octarine' }, { words: 'octarine', kind: 'colour' }, {}],
    ['a field', { concept: 'cat', opacity: 0.5 }, { words: 'opacity 0.5', kind: 'quality' }, {}],
    ['a type', { concept: 'cat', size: [1, 2] }, { words: 'size', kind: 'quality' }, {}],
    ['a chart without numbers', { chart: 'pie' }, { words: 'pie chart', kind: 'noun' }, {}],
    ['a scene', { concept: 'cat' }, { words: 'volcano', kind: 'noun' }, { background: { scene: 'volcano' } }],
  ])('%s', async (_name, thing, leftOut, more) => {
    const report = await reportOf([fox, tree, thing], more)
    expect(report?.leftOut).toEqual([expect.objectContaining(leftOut)])
    expect(report?.drawn.map(({ name }) => name)).toContain('fox')
  })

  it('a number that is too large, and more things than a plan has', async () => {
    const letters = [...'abcdefghijk'].map((id) => ({ id, shape: 'circle' }))
    const report = await reportOf([{ concept: 'fox', count: 500 }, ...letters, { concept: 'tree' }])
    expect(report?.changed).toEqual([{ words: '500 fox', drawnAs: '30 fox' }])
    expect(report?.leftOut).toEqual([{ words: 'tree', reason: 'no_room', kind: 'noun' }])
  })

  it('a name with more words than a drawing has is read like a sentence, and the report says how', async () => {
    const report = await reportOf([{ concept: 'big oak tree' }])
    expect(report?.drawn).toMatchObject([{ name: 'oak tree' }])
    expect(report?.changed).toContainEqual({ words: 'big oak tree', drawnAs: 'oak tree' })
    expect(report?.leftOut).toEqual([{ words: 'fox', reason: 'no_room', kind: 'noun' }])
  })

  it('without control characters, which the database refuses', async () => {
    const { readings } = await draw([
      answer('{"things":[{"concept":"fo\\u0000x"},{"concept":"fox","pose":"a\\u0000b"}]}'),
    ])
    expect(JSON.stringify(readings)).not.toContain('\\u0000')
  })
})
