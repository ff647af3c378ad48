import { getTableColumns, sql } from 'drizzle-orm'
import type { ScenePlan } from '../../models/index.ts'
import { type Db, defineStatement, queryNamed, type Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { readText, type StoredText, type TextPlace } from '../storage/index.ts'
import { versionsMax } from './bounds.ts'
import { jobErrors } from './errors.ts'
import type { StoredGeneration } from './store.ts'
import { generations } from './tables.ts'

/** A picture's tree of versions: the id of its first version. */
export type Tree = { treeId: string; userId: string }

/**
 * Locks the tree of a picture until the end of the transaction, and before it the row of its owner against
 * deletion. Every transaction that changes, adds or deletes a version must call this before it locks a row of
 * the tree and after it has locked the rows of the job and the user. The visibility of a picture in lists
 * depends on the other versions of its tree (decision 46).
 *
 * @returns undefined when there is no such picture.
 */
export async function lockTree(tx: Tx, pictureId: string): Promise<Tree | undefined> {
  const [tree] = await queryNamed<Tree>(
    tx,
    'lock_tree',
    `with owner as materialized (
       select users.id from users join generations on generations.user_id = users.id
       where generations.id = $1 for key share of users
     )
     select user_id as "userId", coalesce(tree_id, generations.id) as "treeId", lock_tree(coalesce(tree_id, generations.id))
     from owner join generations on generations.user_id = owner.id where generations.id = $1`,
    [pictureId],
  )
  return tree
}

/**
 * The picture that a job changes, with the plan from which it was drawn: the user's own, or a public one of
 * another user. A hidden picture cannot be changed, although its owner still sees it.
 */
export async function findParent(db: Db, id: string, userId: string): Promise<ParentPicture | undefined> {
  const line = await queryNamed<StoredText & { plan: ScenePlan | null; instruction: string | null }>(
    db,
    'find_parent',
    `with recursive line as (
       select id, user_id, parent_id, svg, svg_object, bytes, plan, instruction, 0 as step from generations
       where id = $1 and (user_id = $2 or not privacy) and removed_at is null
       union all
       select version.id, version.user_id, version.parent_id, version.svg, version.svg_object, version.bytes, version.plan, version.instruction, step + 1
       from line join generations version on version.id = line.parent_id and version.user_id = line.user_id
       where line.plan is null and line.instruction is not null and line.user_id = $2 and step < ${stepsMax}
     )
     select svg, svg_object as "svgObject", bytes, plan, instruction from line order by step`,
    [id, userId],
  )
  const [picture, ...earlier] = line
  if (!picture) return undefined
  const { plan } = picture
  const svg = await readText(db, picture)
  const origin = earlier.at(-1)
  if (plan || !origin?.plan) return { svg, plan }
  const instructions = line.slice(0, -1).flatMap(({ instruction }) => instruction ?? [])
  const history = {
    svg: await readText(db, origin),
    plan: origin.plan,
    instructions: instructions.reverse(),
  }
  return { svg, plan, history }
}

export type ParentPicture = {
  svg: string
  plan: ScenePlan | null
  /** The nearest earlier version that has a plan, if instructions alone made the versions since. */
  history?: { svg: string; plan: ScenePlan; instructions: string[] }
}

/** How many earlier versions are searched for a plan. */
const stepsMax = 20

export type NewVersion = {
  id: string
  /**
   * A picture of the same user, or a public one of another user. In the second case the new picture begins a
   * new tree.
   */
  parentId: string
  userId: string
  /** Null if no job drew it. */
  jobId: string | null
  requestedBy: string | null
  /** Null means the value of the parent. */
  model: string | null
  instruction: string | null
  plan: ScenePlan | null
  creditsUsed: number
  /** A version is always private if its parent is private. */
  privacy: boolean
} & TextPlace

const columns = getTableColumns(generations)
const returned = (Object.keys(columns) as (keyof typeof columns)[])
  .filter((name) => name !== 'words' && name !== 'plan')
  .map((name) => `version.${columns[name].name} as "${name}"`)
  .join(', ')

const insertion = defineStatement<NewVersion, StoredGeneration>(
  'insert_version',
  (version) => sql`
    with parent as (
      select *, user_id = ${version.userId}::uuid as is_own from generations
      where id = ${version.parentId}::uuid and (user_id = ${version.userId}::uuid or not privacy)
    ), root as (
      update generations set tree_id = generations.id from parent
      where generations.id = parent.id and parent.is_own and generations.tree_id is null
    ), version as (
      insert into generations (id, user_id, job_id, requested_by, tree_id, parent_id, source_id, instruction, prompt, style, model, svg, svg_object, bytes, plan, listed_at, privacy, removed_at,
        removed_reason, privacy_afterwards, credits_used)
      select ${version.id}::uuid, ${version.userId}::uuid, ${version.jobId}::uuid, ${version.requestedBy}::uuid, case when is_own then coalesce(tree_id, id) end, case when is_own then id end,
        case when is_own then source_id else id end, ${version.instruction}::text, prompt, style, coalesce(${version.model}::text, model),
        ${version.svg}::text, ${version.svgObject}::text, ${version.bytes}::int, ${version.plan}::jsonb,
        case when is_own then coalesce(listed_at, created_at) end, ${version.privacy}::boolean or privacy, removed_at, removed_reason, privacy_afterwards, ${version.creditsUsed}::int
      from parent
      returning *
    )
    select ${sql.raw(returned)} from version`,
)

/**
 * Adds a version to the tree of its parent, with the parent's prompt and style, or the first version of a new
 * tree. The caller has locked the tree. A version of a hidden picture is hidden too.
 *
 * @returns undefined if the parent no longer exists or the user may not see it any more.
 */
export async function insertVersion(tx: Tx, version: NewVersion): Promise<StoredGeneration | undefined> {
  const [row] = await insertion.run(tx, version)
  return row
}

export type NewPicture = Pick<NewVersion, 'id' | 'userId' | 'requestedBy' | 'privacy'> & {
  prompt: string
  style: string
  model: string
} & TextPlace

const pictureInsertion = defineStatement<NewPicture, StoredGeneration>(
  'insert_picture',
  (picture) => sql`
    with version as (
      insert into generations (id, user_id, requested_by, prompt, style, model, svg, svg_object, bytes, privacy, credits_used)
      values (${picture.id}::uuid, ${picture.userId}::uuid, ${picture.requestedBy}::uuid, ${picture.prompt}, ${picture.style}, ${picture.model}, ${picture.svg}::text,
        ${picture.svgObject}::text, ${picture.bytes}::int, ${picture.privacy}::boolean, 0)
      returning *
    )
    select ${sql.raw(returned)} from version`,
)

/** Adds a picture that no job drew and that has no parent. */
export async function insertPicture(tx: Tx, picture: NewPicture): Promise<StoredGeneration> {
  const [row] = await pictureInsertion.run(tx, picture)
  if (!row) throw new Error('an insert without a row')
  return row
}

export type VersionRow = Pick<
  StoredGeneration,
  'id' | 'userId' | 'parentId' | 'instruction' | 'createdAt' | 'model' | 'privacy'
>

/** All versions of a picture's tree, oldest first, including those that the viewer may not see. */
export async function listVersions(db: Db, pictureId: string): Promise<VersionRow[]> {
  return queryNamed<VersionRow>(
    db,
    'list_versions',
    `select version.id, version.user_id as "userId", version.parent_id as "parentId", version.instruction, version.created_at as "createdAt", version.model, version.privacy
     from generations picture join generations version on version.id = picture.id or version.tree_id = picture.tree_id
     where picture.id = $1 order by version.created_at, version.id`,
    [pictureId],
  )
}

/**
 * The versions of one of the user's pictures, together with the unfinished jobs that will each add one. 0 for
 * a picture of another user, because a change of it begins a new tree.
 */
async function countVersions(db: Db | Tx, pictureId: string, userId: string): Promise<number> {
  const [row] = await queryNamed<{ count: number }>(
    db,
    'count_versions',
    'select count_versions($1, $2) as count',
    [pictureId, userId],
  )
  return row?.count ?? 0
}

/** @throws AppError `too_many_versions`, if the picture has no room for one more version. */
export async function assertRoom(db: Db | Tx, pictureId: string, userId: string): Promise<void> {
  if ((await countVersions(db, pictureId, userId)) >= versionsMax)
    throw new AppError(jobErrors.too_many_versions)
}

/** Whether the tree has its maximum of versions, not counting unfinished jobs. The caller has locked it. */
export async function isTreeFull(tx: Tx, { treeId }: Tree): Promise<boolean> {
  const [row] = await queryNamed<{ count: number }>(
    tx,
    'count_tree',
    'select count(*)::int as count from generations where tree_id = $1',
    [treeId],
  )
  return (row?.count ?? 0) >= versionsMax
}
