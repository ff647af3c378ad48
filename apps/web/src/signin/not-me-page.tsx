import { TakeBackPage } from './take-back-page.tsx'

export default function NotMePage() {
  return (
    <TakeBackPage
      path="POST /api/auth/not-me"
      title="Was somebody else in your account?"
      lead="All devices are signed out, this one included, and you choose a new password."
      verb="Sign out all devices"
      doneTitle="All devices are signed out"
    />
  )
}
