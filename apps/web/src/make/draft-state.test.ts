import { expect, it } from 'vitest'
import { emptyDraft, parseDraft, promptChars, withAddress, withDraftChange } from './draft-state.ts'

const fox = { ...emptyDraft, prompt: 'a red fox', style: 'outline' as const, count: 3 }

it('a stored draft is restored, whatever an older version has stored', () => {
  expect(parseDraft(JSON.stringify(fox))).toEqual(fox)
  for (const stored of [null, '', 'null', '[', '"fox"', '{"prompt":1,"style":"oil","count":9,"privacy":1}'])
    expect(parseDraft(stored)).toEqual(emptyDraft)
  expect(parseDraft('{"prompt":"a fox"}')).toEqual({ ...emptyDraft, prompt: 'a fox' })
})

it('the URL of the first page puts its prompt and style into the draft, and other URLs do not', () => {
  const search = '?prompt=a+blue+bird&style=flat'
  expect(withAddress(fox, { pathname: '/', search })).toEqual({
    ...fox,
    prompt: 'a blue bird',
    style: 'flat',
  })
  expect(withAddress(fox, { pathname: '/gallery', search })).toEqual(fox)
  expect(withAddress(fox, { pathname: '/', search: '?prompt=&style=oil' })).toEqual(fox)
  // A long prompt is not cut silently: its author sees by how much it is too long.
  const long = { pathname: '/', search: `?prompt=${'a'.repeat(2 * promptChars.max)}` }
  expect(withAddress(fox, long).prompt).toHaveLength(2 * promptChars.max)
})

it('a change counts as input of the user', () => {
  const draft = withAddress(fox, { pathname: '/', search: '?prompt=a+bird' })
  const state = withDraftChange({ draft, written: fox }, { count: 2 })
  expect(state.draft).toEqual({ ...fox, prompt: 'a bird', count: 2 })
  expect(state.written).toEqual(state.draft)
})
