import { type Db, queryNamed } from '../../platform/db/index.ts'

/**
 * Renews leases in one statement. It skips rows that another statement has locked, because statements that
 * wait for each other's rows would cause a deadlock.
 *
 * @returns the tokens of the leases that this worker holds, and whether each was renewed. The jobs of the
 * other leases have ended, or another worker has them.
 */
export async function renewLeases(
  db: Db,
  leases: readonly { jobId: string; leaseToken: string }[],
  leaseMs: number,
): Promise<{ leaseToken: string; isRenewed: boolean }[]> {
  return await queryNamed(
    db,
    'renew_leases',
    `with lease as (select * from unnest($1::uuid[], $2::uuid[]) as lease (job_id, token)),
     free as (
       select job.id from lease join generation_jobs job on job.id = lease.job_id and job.lease_token = lease.token
       where job.status = 'RUNNING' for update of job skip locked
     ), renewed as (
       update generation_jobs set lease_expires_at = now() + make_interval(secs => $3::float8 / 1000)
       where id in (select id from free) returning id
     )
     select job.lease_token as "leaseToken", job.id in (select id from renewed) as "isRenewed"
     from lease join generation_jobs job on job.id = lease.job_id and job.lease_token = lease.token
     where job.status = 'RUNNING'`,
    [leases.map(({ jobId }) => jobId), leases.map(({ leaseToken }) => leaseToken), leaseMs],
  )
}
