export const bounds = {
  accessTokenSeconds: 60 * 60,
  /** Since the last use. */
  refreshTokenSeconds: 60 * 24 * 60 * 60,
  codeSeconds: 60,
  /** How long a person has to sign in and decide. */
  requestSeconds: 30 * 60,
  deviceSeconds: 10 * 60,
  /** Devices wait five seconds (RFC 8628, 3.2). The network may make that less. */
  pollSecondsMin: 4,
  clientsMax: 10_000,
  clientBytesMax: 16 * 1024,
  redirectUrisMax: 10,
  urlCharsMax: 1_000,
  clientNameCharsMax: 60,
  unusedClientDays: 90,
  metadataBytesMax: 16 * 1024,
  metadataTimeoutMs: 2_500,
  /** For so long a metadata document is not read again. */
  metadataSeconds: 300,
} as const
