import { create } from 'zustand'

const key = 'chatsvg.change-model'

/** undefined means the default of the service. */
const useChosen = create<{ model: string | undefined }>(() => ({
  model: localStorage.getItem(key) ?? undefined,
}))

/** The model that changes pictures by a sentence. The choice is kept in this browser. */
export const useChangeModel = (): string | undefined => useChosen(({ model }) => model)

export function chooseModel(model: string | undefined): void {
  if (model === undefined) localStorage.removeItem(key)
  else localStorage.setItem(key, model)
  useChosen.setState({ model })
}
