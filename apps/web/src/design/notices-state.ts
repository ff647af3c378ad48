export type Action = { verb: string; act: () => void }
export type Notice = { id: number; text: string; action?: Action | undefined; shownMs: number }

/** `notices`: at the foot of the page, oldest first. `announced`: the last text for screen readers. */
export type NoticesState = { notices: readonly Notice[]; lastId: number; announced: string }

export const noNotices: NoticesState = { notices: [], lastId: 0, announced: '' }

const noticesMax = 3
const shortMs = 5_000
/** Long enough to press the action, because it disappears with the notice. */
const withActionMs = 10_000

export function addNotice(state: NoticesState, text: string, action?: Action): NoticesState {
  const id = state.lastId + 1
  const notice = { id, text, action, shownMs: action ? withActionMs : shortMs }
  return { ...state, lastId: id, notices: [...state.notices, notice].slice(-noticesMax) }
}

export const removeNotice = (state: NoticesState, id: number): NoticesState => ({
  ...state,
  notices: state.notices.filter((notice) => notice.id !== id),
})

/** Screen readers ignore an equal text, so a repeated message must differ. */
export const addAnnouncement = (state: NoticesState, text: string): NoticesState => ({
  ...state,
  announced: state.announced === text ? `${text}\u00a0` : text,
})
