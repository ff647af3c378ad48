import { TakeBackPage } from './take-back-page.tsx'

export default function UndoEmailChangePage() {
  return (
    <TakeBackPage
      path="POST /api/auth/undo-email-change"
      title="Take your address back"
      lead="Your account gets this address again. All devices are signed out, and you choose a new password."
      verb="Take the address back"
      doneTitle="Your address is back"
    />
  )
}
