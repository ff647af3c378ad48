/**
 * admin: the pages of administrators. Users, jobs, the queue, models, and the log of actions. Other users
 * neither load nor see any of it. Every change asks for a reason, which is stored with the action.
 */
export type { AdminUser } from '../api/index.ts'
