/** Fields of a vendor's request, or what its package of the AI SDK makes them from. */
export type VendorOptions = Record<string, string | Record<string, string | Record<string, string>>>
