/**
 * disposal: a stack that closes what a process opened, in reverse. The oldest supported Node does not have
 * `AsyncDisposableStack`.
 */
export { createDisposalStack, type DisposalStack } from './disposal-stack.ts'
