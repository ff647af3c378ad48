import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { call, createIdempotencyKey, describeProblem } from '../api/index.ts'
import { announce, notify } from '../design/index.ts'
import { editPath } from './addresses.ts'
import { openPicture, readEditor, select } from './editor.ts'
import { editsOf } from './editor-state.ts'

type Versioning = {
  isKeeping: boolean
  /**
   * Stores the changes by hand as one new version. The page then shows that version, unless `stays` is set.
   *
   * @returns the version's id; undefined if it could not be stored; the user then sees a message.
   */
  keep: (options?: { stays?: boolean }) => Promise<string | undefined>
  /** Shows a version that the service has made. `words`: what is announced. */
  openVersion: (id: string, words: string) => void
  /** Makes an earlier version the newest one. */
  restore: (version: { id: string; name: string }) => Promise<void>
  /** Leaves the editor and returns to the page from which it was opened. */
  leave: () => void
}

type VersioningInput = { id: string; isOwn: boolean }

/** Actions that make versions in the service and open them. */
export function useVersioning({ id, isOwn }: VersioningInput): Versioning {
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const [isKeeping, setKeeping] = useState(false)
  const [firstId] = useState(id)
  // A repetition after a lost answer must not make a second version.
  const attempt = useRef({ words: '', key: '' })

  /** The same key for the same request. */
  function keyFor(words: string): string {
    if (attempt.current.words !== words) attempt.current = { words, key: createIdempotencyKey() }
    return attempt.current.key
  }

  /** Refetches lists and versions. */
  function refetchLists(): void {
    void queries.invalidateQueries({ queryKey: ['pictures'] })
    void queries.invalidateQueries({ queryKey: ['picture-lists'] })
  }

  function show(versionId: string): void {
    refetchLists()
    navigate(editPath(versionId), { replace: true, state: history.state as unknown })
  }

  async function keep({ stays = false } = {}): Promise<string | undefined> {
    const edits = editsOf(readEditor())
    setKeeping(true)
    try {
      const answer = await call('POST /api/svg/{id}/edits', {
        params: { id },
        body: { edits },
        idempotencyKey: keyFor(JSON.stringify([id, edits])),
      })
      if (!('svgGeneration' in answer) || !answer.svgGeneration)
        throw new Error('edits were answered without a picture')
      const { svgGeneration } = answer
      const { selected, inside } = readEditor()
      openPicture(svgGeneration.id, svgGeneration.svg)
      select(selected, inside)
      queries.setQueryData(['pictures', 'one', svgGeneration.id], { svgGeneration })
      notify(isOwn ? 'Kept as a new version' : 'Kept as a picture of your own')
      if (stays) refetchLists()
      else show(svgGeneration.id)
      return svgGeneration.id
    } catch (error) {
      notify(describeProblem(error))
      return undefined
    } finally {
      setKeeping(false)
    }
  }

  return {
    isKeeping,
    keep,
    openVersion(versionId, words) {
      announce(words)
      show(versionId)
    },
    async restore({ id: versionId, name }) {
      try {
        const { svgGeneration } = await call('POST /api/svg/{id}/restore', {
          params: { id: versionId },
          idempotencyKey: keyFor(`restore ${versionId} over ${id}`),
        })
        notify(`${name} is the newest version again`)
        show(svgGeneration.id)
      } catch (error) {
        notify(describeProblem(error))
      }
    },
    leave() {
      // The new version is shown on the picture's own page.
      if (id === firstId && (history.state as { isOverPicture?: boolean } | null)?.isOverPicture)
        history.back()
      else navigate(`/picture/${id}`)
    },
  }
}
