import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Answer, call, describeProblem } from '../api/index.ts'
import { notify } from '../design/index.ts'
import { useUser } from '../session/index.ts'
import { addressOf, hasPalette, type Palettes, withoutPalette } from './palettes-state.ts'
import { moveStoredPalettes } from './stored-palettes.ts'

type ChangePalettes = { keep: (colors: readonly string[]) => void; drop: (colors: readonly string[]) => void }

const nothing: Palettes = []
const keyFor = (userId: string | undefined) => ['palettes', userId ?? ''] as const
const colorsOf = ({ palettes }: Answer<'GET /api/palettes'>): Palettes => palettes.map(({ colors }) => colors)

/**
 * The palettes of the account in whose name the user acts.
 *
 * @param isWanted false: not yet, so they are not loaded.
 */
export function usePalettes(isWanted = true): Palettes {
  const userId = useUser()?.id
  const { data } = useQuery({
    queryKey: keyFor(userId),
    queryFn: async ({ signal }) => {
      await moveStoredPalettes()
      return colorsOf(await call('GET /api/palettes', { signal }))
    },
    enabled: isWanted && userId !== undefined,
  })
  return data ?? nothing
}

/** Changes them. It is shown at once, and taken back with a notice if the service refuses. */
export function useChangePalettes(): ChangePalettes {
  const queries = useQueryClient()
  const key = keyFor(useUser()?.id)
  const { mutate } = useMutation({
    // One after the other, so that each answer has the changes before.
    scope: { id: 'palettes' },
    mutationFn: async ({ verb, colors }: { verb: 'PUT' | 'DELETE'; colors: readonly string[] }) =>
      colorsOf(await call(`${verb} /api/palettes/{colors}`, { params: { colors: addressOf(colors) } })),
    onMutate: async ({ verb, colors }) => {
      await queries.cancelQueries({ queryKey: key })
      queries.setQueryData<Palettes>(key, (known = nothing) => {
        if (verb === 'DELETE') return withoutPalette(known, colors)
        return hasPalette(known, colors) ? known : [colors, ...known]
      })
    },
    onSuccess: (palettes) => queries.setQueryData<Palettes>(key, palettes),
    onError(error) {
      notify(describeProblem(error))
      void queries.invalidateQueries({ queryKey: key })
    },
  })
  return {
    keep: (colors) => mutate({ verb: 'PUT', colors }),
    drop: (colors) => mutate({ verb: 'DELETE', colors }),
  }
}
