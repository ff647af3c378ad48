import { Link } from 'wouter'

type AuthorLinkProps = {
  author: { handle: string; name: string }
  className?: string | undefined
  tabIndex?: number
}

/** The name of an author who has a public page, linked to it. */
export const AuthorLink = ({ author: { handle, name }, ...link }: AuthorLinkProps) => (
  <Link href={`/author/${handle}`} dir="auto" {...link}>
    {name}
  </Link>
)
