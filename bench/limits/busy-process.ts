import { answerParent } from '../child.ts'

const turnMs = 50

/** Uses a core completely, in turns, so that it notices when the benchmark ends. */
answerParent(async () => {
  const turn = () => {
    const endMs = performance.now() + turnMs
    while (performance.now() < endMs);
    setImmediate(turn)
  }
  setImmediate(turn)
})
