/** The address of the editor of a picture. */
export const editPath = (id: string): string => `/picture/${id}/edit`
