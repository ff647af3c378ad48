import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { type Answer, call, describeProblem } from '../api/index.ts'
import { Button, classes, Skeleton } from '../design/index.ts'
import { deleteWithGrace, pictureFile, useHiddenPictures } from '../picture/index.ts'
import { editPath } from './addresses.ts'
import styles from './versions-panel.module.css'

export type Version = Answer<'GET /api/svg/{id}/versions'>['versions'][number] & { name: string }

/** The versions of a picture's tree, the newest first, each with a name such as "Version 2". */
function useVersions(id: string) {
  return useQuery({
    queryKey: ['pictures', 'versions', id],
    queryFn: ({ signal }) => call('GET /api/svg/{id}/versions', { params: { id }, signal }),
    select: ({ versions }): Version[] =>
      versions.map((version, at) => ({ ...version, name: `Version ${at + 1}` })).toReversed(),
  })
}

type VersionsPanelProps = {
  id: string
  /** The version that is compared. */
  comparedId: string | undefined
  isChanged: boolean
  /** Others compare the versions of a picture, and continue from them. */
  isOwn: boolean
  onCompare: (version: Version | undefined) => void
  onRestore: (version: Version) => void
}

/**
 * The list of all versions. Each can be compared with the current one, restored, opened for further changes,
 * or deleted.
 */
export function VersionsPanel({
  id,
  comparedId,
  isChanged,
  isOwn,
  onCompare,
  onRestore,
}: VersionsPanelProps) {
  const queries = useQueryClient()
  const hidden = useHiddenPictures()
  const { data: versions, error } = useVersions(id)
  if (error) return <p>{describeProblem(error)}</p>
  if (!versions) return <Skeleton height="8rem" />
  function remove(version: Version): void {
    if (version.id === comparedId) onCompare(undefined)
    const refetch = () => void queries.invalidateQueries({ queryKey: ['pictures'] })
    deleteWithGrace([version.id], refetch, 'version')
  }

  const names = new Map(versions.map((version) => [version.id, version.name]))
  return (
    <ol className={styles.versions} aria-label="Versions">
      {versions.map((version) => {
        if (hidden.has(version.id)) return null
        const { name, createdAt, parentId } = version
        const isPresent = version.id === id
        const isCompared = version.id === comparedId
        return (
          <li key={version.id} className={classes(styles.version, isPresent && styles.present)}>
            <img
              src={pictureFile(version.id)}
              alt=""
              loading="lazy"
              width={56}
              height={56}
              className={styles.picture}
            />
            <div className={styles.words}>
              <strong>{name}</strong>
              <span dir="auto">{describe(version)}</span>
              <span className={styles.when}>
                <time dateTime={createdAt}>
                  {new Date(createdAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}
                </time>
                {parentId !== null && names.has(parentId) && `, from ${names.get(parentId)}`}
              </span>
            </div>
            {isPresent && !isChanged ? (
              <p className={styles.here}>You are here.</p>
            ) : (
              <div className={styles.actions}>
                <Button
                  look="quiet"
                  aria-pressed={isCompared}
                  aria-label={`Compare ${name} with now`}
                  onClick={() => onCompare(isCompared ? undefined : version)}
                >
                  Compare
                </Button>
                {!isPresent && (
                  <>
                    {isOwn && (
                      <Button look="quiet" aria-label={`Restore ${name}`} onClick={() => onRestore(version)}>
                        Restore
                      </Button>
                    )}
                    <Link
                      href={editPath(version.id)}
                      className={styles.branch}
                      aria-label={`Continue from ${name}`}
                    >
                      Continue
                    </Link>
                    {isOwn && (
                      <Button look="quiet" aria-label={`Delete ${name}`} onClick={() => remove(version)}>
                        Delete
                      </Button>
                    )}
                  </>
                )}
              </div>
            )}
          </li>
        )
      })}
    </ol>
  )
}

function describe({ instruction, parentId }: Version): string {
  if (instruction !== null) return instruction
  return parentId === null ? 'Original' : 'Changed by hand'
}
