/**
 * account: credits, profile, ways to sign in, devices, notifications and data of the user. The menu in the
 * header shows the same notifications in a short list.
 */
export { NotificationMenu } from './notification-menu.tsx'
