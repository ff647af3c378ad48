import { isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { galleryErrors } from '../gallery/index.ts'

/** For all lists of administrators. */
export const pageLimits = { usual: 50, max: 100 }

type Texts<Name extends string> = { readonly [Key in Name]?: string | undefined }

/**
 * @returns an object with the choice under its name, or an empty one without a choice.
 * @throws AppError `invalid_filter` for an unknown word.
 */
export function readChoice<Name extends string, Choice extends string>(
  name: Name,
  texts: Texts<Name>,
  choices: readonly Choice[],
): { [Key in Name]?: Choice } {
  const text = texts[name]
  if (!text) return {}
  const choice = choices.find((known) => known === text)
  if (choice) return { [name]: choice } as { [Key in Name]?: Choice }
  throw new AppError(galleryErrors.invalid_filter.choice(name, choices))
}

/** The same for an id. @throws AppError `invalid_filter` for an invalid id. */
export function readId<Name extends string>(name: Name, texts: Texts<Name>): { [Key in Name]?: string } {
  const text = texts[name]
  if (!text) return {}
  if (isUuid(text)) return { [name]: text } as { [Key in Name]?: string }
  throw new AppError(galleryErrors.invalid_filter.id(name))
}
