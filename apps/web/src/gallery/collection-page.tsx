import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { Link, useLocation, useRoute } from 'wouter'
import { ApiError, call, describeProblem } from '../api/index.ts'
import {
  type Collection,
  CollectionForm,
  collectionKeys,
  countInWords,
  useCollection,
} from '../collections/index.ts'
import {
  Button,
  buttonClass,
  Dialog,
  DialogForm,
  DrawnSheet,
  EmptyState,
  Icon,
  LoadFailure,
  notify,
  Page,
  Skeleton,
} from '../design/index.ts'
import { ReportDialog } from '../picture/index.ts'
import { useMay, useOwners, useUser } from '../session/index.ts'
import { AuthorLink } from './author-link.tsx'
import styles from './collection-page.module.css'
import { noFilters } from './filters.ts'
import { ListView } from './list-view.tsx'
import { NotFound } from './not-found.tsx'
import type { ListedPicture, PictureList } from './picture-list.ts'
import { RemoveTool } from './remove-tool.tsx'

/** A collection: a public one, or one of the user's own. */
export default function CollectionPage() {
  const [, params] = useRoute('/collection/:id')
  const id = params?.id ?? ''
  const { data: collection, error, refetch } = useCollection(id, useUser()?.id)
  if (error) {
    const isGone = error instanceof ApiError && error.status === 404
    return (
      <Page title={isGone ? 'Collection not found' : 'Collection'}>
        {isGone ? (
          <NotFound title="Collection not found" />
        ) : (
          <LoadFailure
            level={1}
            title="The collection could not be loaded"
            text={describeProblem(error)}
            onRetry={refetch}
          />
        )}
      </Page>
    )
  }
  return (
    <Page title={collection?.name ?? 'Collection'}>
      {collection ? (
        <CollectionView key={id} collection={collection} />
      ) : (
        <Skeleton height="2rem" width="12rem" />
      )}
    </Page>
  )
}

function CollectionView({ collection }: { collection: Collection }) {
  const { id, name, description, privacy, pictures, isOwn, author } = collection
  const mayChange = useMay('member')
  const owners = useOwners()
  const [dialog, setDialog] = useState<'change' | 'delete' | 'report'>()
  const list = useMemo<PictureList>(() => ({ ...noFilters, kind: 'collection', of: id }), [id])
  const renderTools = useCallback(
    (picture: ListedPicture, isActive: boolean) => (
      <RemoveTool collectionId={id} picture={picture} isActive={isActive} />
    ),
    [id],
  )
  return (
    <>
      <header className={styles.head}>
        <div className={styles.texts}>
          <h1 tabIndex={-1} dir="auto">
            {name}
          </h1>
          {description !== null && (
            <p className={styles.description} dir="auto">
              {description}
            </p>
          )}
          <p className={styles.facts}>
            <span>{countInWords(pictures)}</span>
            {author && (
              <span>
                by <AuthorLink author={author} />
              </span>
            )}
            {isOwn && (
              <span className={styles.seen}>
                <Icon name={privacy ? 'lock' : 'eye'} size={14} />
                {privacy ? `only ${owners.see} it` : 'everybody can see it'}
              </span>
            )}
          </p>
        </div>
        <div className={styles.actions}>
          {isOwn && mayChange && (
            <>
              <Button icon="pencil" onClick={() => setDialog('change')}>
                Change
              </Button>
              <Button icon="trash" onClick={() => setDialog('delete')}>
                Delete
              </Button>
            </>
          )}
          {!isOwn && (
            <Button icon="warning" onClick={() => setDialog('report')}>
              Report
            </Button>
          )}
        </div>
      </header>
      <ListView
        list={list}
        label={name}
        {...(isOwn && mayChange && { renderTools })}
        empty={
          <EmptyState
            picture={<DrawnSheet kind="begun" />}
            title={isOwn ? 'Nothing is in it yet' : 'There is nothing to see yet'}
            action={
              <Link href="/gallery" className={buttonClass('primary')}>
                View the gallery
              </Link>
            }
          >
            {isOwn
              ? 'Open a picture, and choose “Add to a collection” in its menu.'
              : 'Its owner has not added a public picture.'}
          </EmptyState>
        }
      />
      {dialog === 'change' && (
        <CollectionForm
          collection={collection}
          onSaved={() => setDialog(undefined)}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'report' && (
        <ReportDialog reported={{ kind: 'collection', id }} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'delete' && <DeleteDialog id={id} onClose={() => setDialog(undefined)} />}
    </>
  )
}

function DeleteDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const remove = useMutation({
    mutationFn: () => call('DELETE /api/collections/{id}', { params: { id } }),
    onSuccess() {
      navigate('/collections')
      queries.removeQueries({ queryKey: collectionKeys.all })
      notify('Collection deleted')
    },
  })
  return (
    <Dialog title="Delete the collection?" onClose={onClose}>
      <DialogForm
        onSubmit={() => {
          if (!remove.isPending) remove.mutate()
        }}
        failure={remove.error && describeProblem(remove.error)}
        buttons={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look="danger" busy={remove.isPending}>
              Delete it
            </Button>
          </>
        }
      >
        <p>Its pictures stay where they are. This cannot be undone.</p>
      </DialogForm>
    </Dialog>
  )
}
