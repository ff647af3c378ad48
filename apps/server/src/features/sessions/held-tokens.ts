/** What a browser brings along of the session that it has, when it is about to get another. */
export type HeldTokens = { accessToken: string | undefined; refreshToken: string | undefined }
