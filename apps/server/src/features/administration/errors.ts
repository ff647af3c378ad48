import { defineErrors, reworded } from '../../platform/errors/index.ts'
import { sessionErrors } from '../sessions/index.ts'

export const administrationErrors = defineErrors({
  mfa_required: { status: 403, text: 'Administrators must show a passkey or a code here' },
  proof_required: { status: 403, text: 'Show once more who you are, and do it again' },
  model_not_found: { status: 404, text: 'Model not found' },
  own_account: { status: 409, text: 'You cannot suspend yourself.' },
  not_a_person: { status: 409, text: 'A workspace cannot be an administrator.' },
  last_model: { status: 409, text: 'There would be no model left.' },
  balance_out_of_range: { status: 409, text: 'That is more than the balance can lose or hold.' },
  job_not_failed: { status: 409, text: 'Only a job that failed can be tried again.' },
})

export const jobOfSuspended = reworded(
  sessionErrors.account_suspended,
  'The account of this job is suspended.',
)
