import {
  deletePictureByHand,
  dismissReports,
  hidePictureByHand,
  listPictures,
  pictureStates,
  presentPicture,
  presentReport,
  readReports,
  showPictureAgain,
  showPictureByHand,
} from '@chatsvg/server/features/administration'
import { isUuid } from '@chatsvg/server/platform/db'
import {
  type AdminCommand,
  type AdminContext,
  done,
  pageOptions,
  reasonOption,
  UsageError,
} from './command.ts'
import { renderFields, renderPageEnd, renderTable } from './table.ts'

const which = '<id>'

export const pictureCommands: AdminCommand[] = [
  {
    name: 'picture list',
    options: { state: `${pictureStates.join(', ')}; reported when left out`, ...pageOptions },
    purpose: 'Lists pictures that people report, the newest report first, or those that are hidden.',
    async run({ openDatabase, options }) {
      const { db } = await openDatabase()
      const { rows, nextCursor } = await listPictures(db, options)
      const pictures = rows.map(presentPicture)
      const lines = pictures.map((picture) => [
        picture.id,
        picture.prompt,
        picture.email,
        String(picture.openReports),
        picture.reasons.join(' ') || '-',
        picture.reportedAt ?? '-',
        picture.removedAt ?? '-',
      ])
      return done(
        { pictures, nextCursor },
        renderTable(['id', 'prompt', 'of', 'reports', 'reasons', 'reported', 'hidden'], lines) +
          renderPageEnd(nextCursor),
      )
    },
  },
  {
    name: 'picture show',
    operands: [which],
    purpose: 'Shows a picture that is public, hidden or reported, with its reports.',
    async run({ openDatabase, operands }) {
      const { db } = await openDatabase()
      const whole = await showPictureByHand(db, readId(operands))
      const picture = presentPicture(whole)
      const reports = (await readReports(db, picture.id)).map(presentReport)
      const lines = reports.map(({ createdAt, reason, text, resolution }) => [
        createdAt,
        reason,
        resolution ?? 'open',
        text ?? '-',
      ])
      return done(
        { picture, svg: whole.svg, reports },
        [renderFields(picture), renderTable(['at', 'reason', 'state', 'text'], lines)].join('\n\n'),
      )
    },
  },
  actCommand('picture hide', {
    purpose: 'Hides a picture from everybody except its owner, who is sent the reason.',
    act: hidePictureByHand,
    said: 'Hidden.',
  }),
  actCommand('picture show-again', {
    purpose: 'Shows a hidden picture again, unless its owner keeps it private by now.',
    act: showPictureAgain,
    said: 'Shown again.',
  }),
  actCommand('picture dismiss', {
    purpose: 'Resolves the reports of a picture that may stay as it is.',
    act: dismissReports,
    said: 'Dismissed.',
  }),
  actCommand('picture delete', {
    purpose: 'Deletes a picture, and tells its owner the reason. Its job and charge stay.',
    act: deletePictureByHand,
    said: 'Deleted.',
    question: 'Delete this picture? It cannot be brought back.',
  }),
]

function actCommand(
  name: string,
  {
    purpose,
    act,
    said,
    question,
  }: { purpose: string; act: typeof hidePictureByHand; said: string; question?: string },
): AdminCommand {
  return {
    name,
    operands: [which],
    options: reasonOption,
    purpose,
    async run(context: AdminContext) {
      const id = readId(context.operands)
      // Its owner can read the reason.
      if (!context.options.reason?.trim()) throw new UsageError('Say why, with --reason.')
      const { db } = await context.openDatabase()
      if (question) await context.confirm(question)
      await act(db, id, context.by)
      return done({ id, done: said }, said)
    },
  }
}

function readId([id = '']: string[]): string {
  if (!isUuid(id)) throw new UsageError(`There is no picture "${id}": its id is needed.`)
  return id
}
