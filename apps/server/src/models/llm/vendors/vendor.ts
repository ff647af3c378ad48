import type { ConnectedModel } from '../connected-model.ts'
import type { VendorOptions } from '../vendor-options.ts'

export type OfferedModel = {
  id: string
  name: string
  /** For the vendor, such as how long to think. */
  options?: VendorOptions
}

/** A server that offers models. Adding one is a file beside this and its line in `registry.ts`. */
export type Vendor = {
  /** As listed to clients. */
  provider: string
  /** In the order of preference: the first is the default where this vendor is the first one configured. */
  models: readonly OfferedModel[]
  /** Loads what speaks to the vendor. `fetch` bounds what an answer may weigh. */
  connect(modelId: string, fetch: typeof globalThis.fetch): Promise<ConnectedModel>
}

/** The vendor's own list and what an operator adds to it, each id once. */
export function withAdditions(
  offered: readonly OfferedModel[],
  additions: readonly string[] = [],
): OfferedModel[] {
  const known = new Set(offered.map(({ id }) => id))
  const added = [...new Set(additions)].filter((id) => !known.has(id))
  return [...offered, ...added.map((id) => ({ id, name: id }))]
}
