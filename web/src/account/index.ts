/**
 * yourself: what belongs to the person: credits, name, ways to sign in, devices, what happened to the
 * account, what they are told, and their data. The menu in the header is the same list of notifications, kept
 * short.
 */
export { NotificationMenu } from './notification-menu.tsx'
