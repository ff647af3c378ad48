const atOnceMax = 4

type Failure<Item> = { item: Item; error: unknown }

/** Acts on all items, a few at the same time. @returns those for which it failed. */
export async function actOnEach<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
): Promise<Failure<Item>[]> {
  const rest = [...items]
  const failures: Failure<Item>[] = []
  async function actOnRest(): Promise<void> {
    for (let item = rest.shift(); item !== undefined; item = rest.shift())
      try {
        await act(item)
      } catch (error) {
        failures.push({ item, error })
      }
  }
  await Promise.all(Array.from({ length: atOnceMax }, actOnRest))
  return failures
}
