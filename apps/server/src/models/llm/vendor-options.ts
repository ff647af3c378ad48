/** Fields of a vendor's request: of its body, for Google of its `generationConfig`. */
export type VendorOptions = Record<string, string | Record<string, string>>
