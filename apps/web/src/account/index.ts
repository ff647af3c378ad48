/**
 * account: credits, profile, ways to sign in, devices, notifications and data of the user. The menu in
 * the header is the same list of notifications, kept short.
 */
export { NotificationMenu } from './notification-menu.tsx'
