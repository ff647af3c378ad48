import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { call, describeProblem } from '../api/index.ts'
import { Button, Dialog, DialogForm, Field, Icon, Skeleton, Tick, typedMax } from '../design/index.ts'
import { useOwners } from '../session/index.ts'
import styles from './collect-dialog.module.css'
import { type Collection, collectionKeys, useOwnCollections } from './collections.ts'

type CollectDialogProps = {
  /** The id of the picture. */
  id: string
  userId: string
  onClose: () => void
}

/**
 * Adds a picture to the user's collections, and removes it from them. Each check box is one collection and
 * takes effect immediately.
 */
export function CollectDialog({ id, userId, onClose }: CollectDialogProps) {
  const queries = useQueryClient()
  const owners = useOwners()
  const { data: collections, error, refetch } = useOwnCollections(userId, id)
  const [name, setName] = useState('')

  const put = (collectionId: string) =>
    call('PUT /api/collections/{id}/pictures/{pictureId}', { params: { id: collectionId, pictureId: id } })
  const readAgain = () => queries.invalidateQueries({ queryKey: collectionKeys.all })

  const change = useMutation({
    mutationFn: ({ collection, has }: { collection: Collection; has: boolean }) =>
      has
        ? put(collection.id)
        : call('DELETE /api/collections/{id}/pictures/{pictureId}', {
            params: { id: collection.id, pictureId: id },
          }),
    // Shown at once; the lists are read again whether it succeeds or not.
    onMutate: ({ collection, has }) =>
      queries.setQueryData<Collection[]>(collectionKeys.own(userId, id), (known) =>
        known?.map((one) =>
          one.id === collection.id
            ? { ...one, hasPicture: has, pictures: one.pictures + (has ? 1 : -1) }
            : one,
        ),
      ),
    onSettled: readAgain,
  })
  const make = useMutation({
    mutationFn: async () => put((await call('POST /api/collections', { body: { name } })).collection.id),
    onSuccess: () => setName(''),
    onSettled: readAgain,
  })
  const failure = make.error ?? change.error

  return (
    <Dialog title="Add to a collection" onClose={onClose}>
      <DialogForm
        onSubmit={() => {
          if (name.trim() !== '' && !make.isPending) make.mutate()
        }}
        failure={failure && describeProblem(failure)}
        buttons={
          <>
            <Link href="/collections" className={styles.all}>
              All your collections
            </Link>
            <Button look="primary" onClick={onClose}>
              Done
            </Button>
          </>
        }
      >
        {error ? (
          <p role="alert">
            {describeProblem(error)} <Button onClick={() => void refetch()}>Try again</Button>
          </p>
        ) : !collections ? (
          <Skeleton width="70%" />
        ) : collections.length === 0 ? (
          <p className={styles.none}>You have no collections yet. Name your first one.</p>
        ) : (
          <fieldset className={styles.list}>
            <legend className="hidden-words">Your collections</legend>
            {collections.map((collection) => (
              <Tick
                key={collection.id}
                name={collection.id}
                checked={collection.hasPicture ?? false}
                onChange={(has) => change.mutate({ collection, has })}
                label={<CollectionLabel collection={collection} />}
              />
            ))}
          </fieldset>
        )}
        <div className={styles.make}>
          <Field
            label="New collection"
            name="new-collection"
            autoComplete="off"
            maxLength={typedMax(80)}
            hint={`Only ${owners.see} it until you publish it.`}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <Button type="submit" icon="plus" busy={make.isPending} disabled={name.trim() === ''}>
            Make and add
          </Button>
        </div>
      </DialogForm>
    </Dialog>
  )
}

const CollectionLabel = ({ collection }: { collection: Collection }) => (
  <span className={styles.label}>
    <span className={styles.name} dir="auto">
      {collection.name}
    </span>
    <span className={styles.count}>
      <CollectionCount collection={collection} />
    </span>
  </span>
)

/** How many pictures a collection has, and whether only its owner sees it. */
export const CollectionCount = ({ collection: { pictures, privacy } }: { collection: Collection }) => (
  <>
    {privacy && <Icon name="lock" size={14} />}
    <span className="hidden-words">{privacy ? ', private, ' : ', '}</span>
    {countInWords(pictures)}
  </>
)

/** How many pictures a collection has, in words. */
export const countInWords = (pictures: number): string =>
  pictures === 1 ? '1 picture' : `${pictures.toLocaleString('en')} pictures`
