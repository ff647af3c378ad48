/** What a limited process sends to its parent. */
export type ProcessMessage<Result> =
  | { kind: 'ready' }
  /** `isLast`: the process keeps much memory, so the next order should use another process. */
  | { kind: 'done'; result: Result; isLast: boolean }
  | { kind: 'unreadable'; reason: string }
  | { kind: 'out_of_memory' }

/** The settings of a limited process, as its only argument, in JSON. */
export type ProcessSettings = { memoryBytesMax: number }
