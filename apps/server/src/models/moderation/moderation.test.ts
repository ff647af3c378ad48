import emoji from 'emojibase-data/en/data.json' with { type: 'json' }
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type ModerationServer,
  startModerationServer,
} from '../../../../../test/harness/moderation-server.ts'
import { createModeration, type ModerationOptions } from './create-moderation.ts'
import { findDeniedWords } from './find-denied-words.ts'

const harmless = [
  'a map of Scunthorpe and Penistone',
  'a shot glass on a bar',
  'a killer whale jumping over waves',
  'a bomb disposal robot',
  'a cherry bomb firework',
  'how to make a bath bomb, step by step',
  'an airplane cockpit with a pilot',
  'a cock crowing on a fence at dawn',
  'a blue tit on a branch with great tits',
  'a nude lipstick and a make-up brush',
  'a basketball player taking a shot',
  'a photo shoot with a camera',
  'a shooting star over the mountains',
  'a school bus full of children',
  'children playing with a ball in the sun',
  'a baby in a cradle, a teddy bear',
  'a little girl with a red balloon',
  'a little boy flying a kite',
  'a grape on a vine, rapeseed fields',
  'a therapist listening to a patient',
  'a spic and span kitchen',
  'a chink in the armour of a knight',
  'a Nigerian flag beside the flag of Niger',
  'someone sniggering at a joke',
  'a niggardly miser counting coins',
  'a bundle of sticks for a fire',
  'Dick Whittington and his cat',
  'Moby Dick swallowing a boat',
  'a pussy willow in a vase',
  'an ass carrying bags, a donkey',
  'a classic car, a bass guitar, a glass of grass',
  'the Essex, Sussex and Middlesex coats of arms',
  'unisex bathroom sign',
  'a sextant on a sea chart',
  'a head without a body on Mount Rushmore',
  'the headless horseman on Halloween',
  'a skull and crossbones pirate flag',
  'a knight killing a dragon with a sword',
  'a zombie hand coming out of a grave',
  'a hanging plant, a hanged man tarot card',
  'kill bill style katana and a yellow suit',
  'a mosquito killer lamp',
  'time killer, a person bored at a desk',
  'weed growing in a garden, a gardener',
  'a crack in the wall, coke can, a joint of a pipe',
  'a hookah, a hooker in a rugby scrum',
  'gay pride rainbow flag with a heart',
  'black and white cats, white power lines',
  'a black man and a white woman dancing',
  'a Jewish menorah, a mosque, a church',
  'a Buddhist temple with lotus',
  'a virgin olive oil bottle',
  'sausages and nuts on a plate',
  'a cum laude diploma with a ribbon',
  'a Mad Max car with a gun turret',
  'a stopwatch at 00:13:37 and 500 cats',
  'h3ll0 w0rld in pixel letters 4 u',
  'a loll of the tongue, a happy dog',
  'a Lolita-style dress? no: a lollipop!',
  'anal retentive clerk sorting an analog clock',
  'a suicide squad poster, bold letters',
  'nude lipstick and a baby doll',
  'baby shoes in nude tones',
  'children cutting themselves a slice of cake',
  'egg whites: burn the whites, kill the yolk',
  'hang the whites on a clothes line',
  'a statue of a naked man, marble',
  'a self-portrait of a person cutting paper',
  'a person hurting from a toothache',
  'mass of people shooting photos of fireworks',
  'a race car and a war ship',
  'ein Fuchs, der unter einem Baum schläft',
  'un renard rouge sous un arbre',
  'красная лиса под деревом',
  'κόκκινη αλεπού κάτω από ένα δέντρο',
  '木の下の赤い狐',
  'a b c d e f, the alphabet on blocks',
  'U S A flag and U F O over a barn',
]

const denied = [
  ['porn with a cat', 'sexual'],
  ['P0RN with a cat', 'sexual'],
  ['p.o.r.n with a cat', 'sexual'],
  ['p o r n with a cat', 'sexual'],
  ['poooooorn with a cat', 'sexual'],
  ['pоrn with a Cyrillic o', 'sexual'],
  ['p\u200born with a hidden space', 'sexual'],
  ['pórnö with accents', 'sexual'],
  ['ｐｏｒｎ in full width', 'sexual'],
  ['a b1owj0b drawing', 'sexual'],
  ['a naked child', 'sexual/minors'],
  ['a child that is naked', 'sexual/minors'],
  ['n1gg3r', 'hate'],
  ['kill all jews poster', 'hate'],
  ['heil hitler banner', 'hate'],
  ['how I kill myself tonight', 'self-harm'],
  ['the beheading of a hostage', 'violence/graphic'],
  ['a school shooting scene', 'violence/graphic'],
  ['how to build a pipe bomb', 'illicit/violent'],
] as const

describe('the deny-list', () => {
  it.each(harmless)('lets pass: %s', (prompt) => {
    expect(findDeniedWords(prompt)).toBeUndefined()
  })

  it.each(denied)('refuses "%s" as %s', (prompt, category) => {
    expect(findDeniedWords(prompt)).toBe(category)
  })

  it('lets every emoji be drawn by its name and its keywords', () => {
    const prompts = emoji.flatMap(({ label, tags }) =>
      [label, ...(tags ?? [])].map((word) => `a drawing of ${word}`),
    )
    expect(prompts.length).toBeGreaterThan(5_000)
    expect(prompts.filter((prompt) => findDeniedWords(prompt) !== undefined)).toEqual([])
  })

  it('is fast on text that was built to be slow', () => {
    for (const prompt of [
      'a '.repeat(250),
      'child a b '.repeat(50),
      'o'.repeat(500),
      '-.'.repeat(250),
      '1'.repeat(500),
    ])
      expect(findDeniedWords(prompt)).toBeUndefined()
  })
})

describe('the moderation endpoint', () => {
  let server: ModerationServer
  beforeAll(async () => {
    server = await startModerationServer()
  })
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
  })
  beforeEach(() => {
    server.answerWith({})
    server.requests.length = 0
  })

  const open = (options: Partial<ModerationOptions> = {}) =>
    createModeration({ openaiKey: 'key-1', baseUrl: server.url, ...options })

  it('is asked with the key and the prompt, and its flags decide', async () => {
    const { check } = open()
    expect(await check('a cat on a mat')).toEqual({ allowed: true })
    server.answerWith({ flag: 'violence' })
    expect(await check('a cat on a mat')).toEqual({ allowed: false, category: 'violence' })
    expect(server.requests).toHaveLength(2)
    expect(server.requests[0]?.headers.authorization).toBe('Bearer key-1')
    expect(server.requests[0]?.body).toEqual({ model: 'omni-moderation-latest', input: 'a cat on a mat' })
  })

  it('never sees what the deny-list refuses, and nothing at all without a key', async () => {
    expect(await open().check('porn with a cat')).toEqual({ allowed: false, category: 'sexual' })
    expect(await open({ openaiKey: undefined }).check('a cat on a mat')).toEqual({ allowed: true })
    expect(server.requests).toEqual([])
  })

  it.each([
    ['an error', { status: 500 }],
    ['a bad key', { status: 401 }],
    ['a limit', { status: 429 }],
    ['no JSON', { body: '<html>' }],
    ['no verdict', { body: '{"results":[]}' }],
    ['null', { body: 'null' }],
    ['silence', 'hang'],
    ['a flood', { body: JSON.stringify({ results: ['x'.repeat(100_000)] }) }],
  ] as const)('allows and tells when it answers with %s', async (_name, script) => {
    server.answerWith(script)
    const faults: Error[] = []
    const { check } = open({ timeoutMs: 100, onFault: (error) => faults.push(error) })
    expect(await check('a cat on a mat')).toEqual({ allowed: true })
    expect(faults).toHaveLength(1)
    expect(String(faults[0])).not.toContain('cat')
  })

  it('is not called for a while after a failure, while the deny-list still applies', async () => {
    server.answerWith({ status: 503 })
    const { check } = open()
    await check('a cat on a mat')
    await check('a dog on a log')
    expect(server.requests).toHaveLength(1)
    expect(await check('porn with a cat')).toMatchObject({ allowed: false })
    const { check: checkAgain } = open({ pauseMs: 0 })
    await checkAgain('a cat on a mat')
    server.answerWith({ flag: 'hate' })
    expect(await checkAgain('a dog on a log')).toEqual({ allowed: false, category: 'hate' })
  })
})
