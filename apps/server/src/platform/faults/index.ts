/**
 * faults: unexpected errors, reported to a tracker that takes Sentry's envelopes.
 *
 * What is a fault is decided where it is logged: lines of the levels error and fatal are reports. Of such
 * a line nothing leaves but what `describeFault` picks: no cookies, bodies, headers, texts of users,
 * addresses of users or machines. Nothing of Sentry is loaded until `openFaultReports` is called.
 */
export { type FaultReports, openFaultReports } from './open-fault-reports.ts'
