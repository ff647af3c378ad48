export type PublicUser = { id: string; name: string; email: string; avatar: string | null; credits: number }

export function presentUser({ id, name, email, avatar, credits }: PublicUser): PublicUser {
  return { id, name, email, avatar, credits }
}
