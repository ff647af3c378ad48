/**
 * outbound: requests to URLs that users have chosen. Only public addresses are called, unless the operator
 * allows a host. The address is resolved and checked at every request, and the connection goes to the address
 * that was checked. Redirects are not followed; time and answer are bounded.
 */
export { createOutbound, type Outbound, OutboundError, type OutboundProblem } from './create-outbound.ts'
export { isPublicAddress } from './public-address.ts'
export { type ResolveHost, resolveHost } from './resolve-host.ts'
