/** The page that changes a picture. */
export const editPath = (id: string): string => `/picture/${id}/edit`
