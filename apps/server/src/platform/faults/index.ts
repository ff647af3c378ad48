/**
 * faults: unexpected errors, reported to a tracker that takes Sentry's envelopes.
 *
 * The code that logs decides what is a fault: lines of the levels error and fatal are reports. Only the
 * fields that `describeFault` selects are sent: no cookies, bodies, headers, texts of users, email
 * addresses or IP addresses. Nothing of Sentry is loaded until `openFaultReports` is called.
 */
export { type FaultReports, openFaultReports } from './open-fault-reports.ts'
