import { callPersonally, isProblem } from '../api/index.ts'
import { addressOf, type Palettes, parsePalettes, withoutPalette } from './palettes-state.ts'

/** Where browsers kept palettes before accounts did. */
const key = 'chatsvg.palettes'

/**
 * Moves palettes that this browser has stored to the user's own account, the oldest first. What does not fit
 * there stays. Another tab may do the same at the same time.
 */
export async function moveStoredPalettes(): Promise<void> {
  for (const colors of readStored().toReversed()) {
    try {
      await callPersonally('PUT /api/palettes/{colors}', { params: { colors: addressOf(colors) } })
    } catch (error) {
      if (isProblem(error, 'too_many_palettes')) return
      throw error
    }
    const rest = withoutPalette(readStored(), colors)
    if (rest.length > 0) localStorage.setItem(key, JSON.stringify(rest))
    else localStorage.removeItem(key)
  }
}

const readStored = (): Palettes => parsePalettes(localStorage.getItem(key))
