import { expect, it } from 'vitest'
import { addAnnouncement, addNotice, noNotices, removeNotice } from './notices-state.ts'

it('the newest three notices are shown; one with an action stays longer', () => {
  let state = noNotices
  for (const text of ['one', 'two', 'three']) state = addNotice(state, text)
  state = addNotice(state, 'four', { verb: 'Undo', act: () => undefined })
  expect(state.notices.map(({ text }) => text)).toEqual(['two', 'three', 'four'])
  const [short, , long] = state.notices
  expect(long?.shownMs).toBeGreaterThan(short?.shownMs ?? 0)
})

it('a notice that was removed does not give its id to the next', () => {
  const one = addNotice(noNotices, 'one')
  const two = addNotice(removeNotice(one, 1), 'two')
  expect(two.notices).toMatchObject([{ id: 2, text: 'two' }])
})

it('the same text announced again is a new message', () => {
  const once = addAnnouncement(noNotices, 'Drawing.')
  const twice = addAnnouncement(once, 'Drawing.')
  expect(once.announced).toBe('Drawing.')
  expect(twice.announced).not.toBe(once.announced)
  expect(twice.announced.trim()).toBe('Drawing.')
  expect(addAnnouncement(twice, 'Drawing.').announced).toBe('Drawing.')
})
