import type { ConnectedModel } from '../connected-model.ts'
import type { Post } from '../post.ts'
import type { VendorOptions } from '../vendor-options.ts'

export type OfferedModel = {
  id: string
  name: string
  /** Options for the vendor, such as how long to think. */
  options?: VendorOptions
}

/** A server that offers models. To add one, add a file to this folder and its line in `registry.ts`. */
export type Vendor = {
  /** As listed to clients. */
  provider: string
  /** In the order of preference: the first is the default if this vendor is the first one configured. */
  models: readonly OfferedModel[]
  /** Loads the code that calls the vendor. `post` bounds the size of an answer. */
  connect(modelId: string, post: Post): Promise<ConnectedModel>
}

/** `models` are offered beside the vendor's list in this folder. `baseUrl` is for tests and gateways. */
export type VendorConfig = { apiKey: string; baseUrl?: string; models?: readonly string[] }

/** The vendor's own list and the operator's additions, each id once. */
export function withAdditions(
  offered: readonly OfferedModel[],
  additions: readonly string[] = [],
): OfferedModel[] {
  const known = new Set(offered.map(({ id }) => id))
  const added = [...new Set(additions)].filter((id) => !known.has(id))
  return [...offered, ...added.map((id) => ({ id, name: id }))]
}
