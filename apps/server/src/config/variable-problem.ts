/** Thrown by parsers; its message says what to write instead. */
export class VariableProblem extends Error {}
