/**
 * admin: the pages of administrators. Users, jobs, the queue, models, and what administrators did. Nothing
 * of it is loaded by others, and the service shows them nothing of it. Whatever changes something asks for
 * a reason, which is kept with the act.
 */
export type { AdminUser } from '../api/index.ts'
