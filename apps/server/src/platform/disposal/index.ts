/**
 * disposal: a stack that closes what a process opened, in reverse. Node gained `AsyncDisposableStack`
 * after the oldest version that we run on.
 */
export { createDisposalStack, type DisposalStack } from './disposal-stack.ts'
