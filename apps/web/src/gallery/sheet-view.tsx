import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { call, type JobReport } from '../api/index.ts'
import { announce, Button, buttonClass, Icon, Skeleton, useKeys } from '../design/index.ts'
import { useOpenEditor } from '../editor/index.ts'
import {
  type ActedPicture,
  drawAgainPath,
  isDrawn,
  LikeButton,
  NotDrawn,
  nameOfModel,
  nameOfStyle,
  PictureActions,
  UnderstoodWords,
} from '../picture/index.ts'
import { useOwners, useUser } from '../session/index.ts'
import { useAskers } from '../workspaces/index.ts'
import { AuthorLink } from './author-link.tsx'
import { type ListedPicture, updatePrivacyInLists } from './picture-list.ts'
import { SheetStage } from './sheet-stage.tsx'
import styles from './sheet-view.module.css'
import type { Neighbours } from './use-neighbours.ts'

type SheetViewProps = {
  id: string
  /** undefined: not loaded yet. */
  picture: ListedPicture | undefined
  /** Which words of its sentence are in it, if that is known. */
  report: JobReport | undefined
  /** The picture of another user of which it is a changed copy. */
  sourceId: string | undefined
  isOwn: boolean
  /** Viewers of a workspace may not draw, change or delete. */
  mayChange: boolean
  neighbours: Neighbours
}

const pageNames = { gallery: 'Gallery', history: 'History', collection: 'Collection', author: 'Author' }

/** A picture in full size, its prompt and details, and its actions. */
export function SheetView({ id, picture, report, sourceId, isOwn, mayChange, neighbours }: SheetViewProps) {
  const queries = useQueryClient()
  const { before, after, goTo, close } = neighbours
  const user = useUser()
  const owners = useOwners()
  const { open } = useOpenEditor(id)
  useKeys({ Escape: close })
  useNewPictureInWords(id, picture?.prompt)

  function leave(): void {
    const next = after ?? before
    if (next) goTo(next)
    else close()
  }

  return (
    <article className={styles.view} data-list={neighbours.kind}>
      <div className={styles.top}>
        <Button look="quiet" icon="arrowLeft" onClick={close}>
          {pageNames[neighbours.kind]}
        </Button>
        <div className={styles.steps}>
          <Button
            look="quiet"
            icon="arrowLeft"
            aria-label="Previous picture"
            disabled={!before}
            onClick={() => before && goTo(before)}
          />
          <Button
            look="quiet"
            icon="arrowRight"
            aria-label="Next picture"
            disabled={!after}
            onClick={() => after && goTo(after)}
          />
        </div>
      </div>
      <SheetStage
        key={id}
        id={id}
        prompt={picture?.prompt ?? ''}
        isOwn={isOwn && mayChange}
        onBefore={before && (() => goTo(before))}
        onAfter={after && (() => goTo(after))}
      />
      <div className={styles.words}>
        <h1 tabIndex={-1} className={styles.prompt} dir="auto">
          {picture ? (
            <UnderstoodWords sentence={picture.prompt} report={report} />
          ) : (
            <Skeleton height="3.5rem" />
          )}
        </h1>
        {report && <NotDrawn report={report} className={styles.notDrawn} />}
        {picture?.removedAt && (
          <p className={styles.removed}>
            An administrator removed this picture: only {owners.see} it. The reason: {picture.removedReason}
          </p>
        )}
        {picture && <Facts picture={picture} sourceId={sourceId} isOwn={isOwn} />}
        {picture && (
          <div className={styles.actions}>
            {user && mayChange && (
              <Button icon="pencil" onClick={open}>
                {isOwn ? 'Change' : 'Change a copy'}
              </Button>
            )}
            {mayChange && isDrawn(picture.model) && (
              <Link href={drawAgainPath(picture)} className={buttonClass('primary')}>
                <Icon name="again" />
                Draw this again
              </Link>
            )}
            {mayChange && !picture.privacy && <LikeButton id={id} />}
            <PictureActions
              picture={actedPicture(picture)}
              isOwn={isOwn && mayChange}
              onChanged={({ privacy }) => updatePrivacyInLists(queries, id, privacy)}
              onDeleted={leave}
            />
          </div>
        )}
      </div>
    </article>
  )
}

type FactsProps = Pick<SheetViewProps, 'sourceId' | 'isOwn'> & { picture: ListedPicture }

function Facts({ picture, sourceId, isOwn }: FactsProps) {
  const { data } = useQuery({
    queryKey: ['models'],
    queryFn: ({ signal }) => call('GET /api/svg/models', { signal }),
    staleTime: 5 * 60_000,
  })
  const model = nameOfModel(data?.models ?? [], picture.model)
  const owners = useOwners()
  const asker = useAskers()?.nameOf(picture.requestedBy)
  return (
    <dl className={styles.facts}>
      <div>
        <dt>Style</dt>
        <dd>{nameOfStyle(picture.style)}</dd>
      </div>
      <div>
        <dt>Model</dt>
        <dd>{model}</dd>
      </div>
      <div>
        <dt>Drawn</dt>
        <dd>
          <time dateTime={picture.createdAt} title={new Date(picture.createdAt).toLocaleString('en')}>
            {new Date(picture.createdAt).toLocaleDateString('en', {
              day: 'numeric',
              month: 'long',
              year: 'numeric',
            })}
          </time>
        </dd>
      </div>
      {asker && (
        <div>
          <dt>Asked by</dt>
          <dd>{asker}</dd>
        </div>
      )}
      {picture.author && (
        <div>
          <dt>Author</dt>
          <dd>
            <AuthorLink author={picture.author} />
          </dd>
        </div>
      )}
      {sourceId !== undefined && (
        <div>
          <dt>Made from</dt>
          <dd>
            <Link href={`/picture/${sourceId}`}>another picture</Link>
          </dd>
        </div>
      )}
      {isOwn && (
        <div>
          <dt>Seen by</dt>
          <dd>{picture.privacy ? `${owners.who} alone` : 'everybody'}</dd>
        </div>
      )}
    </dl>
  )
}

/** When the user opens another picture of the list, screen readers read its prompt. */
function useNewPictureInWords(id: string, prompt: string | undefined): void {
  const said = useRef(id)
  useEffect(() => {
    if (prompt === undefined || said.current === id) return
    said.current = id
    announce(prompt)
  }, [id, prompt])
}

const actedPicture = (picture: ListedPicture): ActedPicture => {
  const { id, prompt, style, model, privacy = false, removedAt } = picture
  return { id, prompt, style, model, privacy, isRemoved: Boolean(removedAt) }
}
