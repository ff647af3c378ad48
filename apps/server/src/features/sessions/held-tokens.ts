/** The tokens of the session that a browser has when it gets another one. */
export type HeldTokens = { accessToken: string | undefined; refreshToken: string | undefined }
