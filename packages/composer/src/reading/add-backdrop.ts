import { type Backdrop, farNames } from '../plan/scene-plan.ts'
import type { Mutable } from './entry.ts'

/** Mountains with a lake are both: one closes the view, the other is the ground. */
export function addBackdrop(backdrop: Mutable<Backdrop>, more: Backdrop | undefined): void {
  const [before, scene] = [backdrop.scene, more?.scene]
  Object.assign(backdrop, more)
  if (before === undefined || scene === undefined || before === scene) return
  const [wasFar, isFar] = [asFar(before), asFar(scene)]
  if (wasFar && !isFar) backdrop.far = wasFar
  else if (isFar && !wasFar) Object.assign(backdrop, { scene: before, far: isFar })
}

function asFar(scene: string): Backdrop['far'] {
  return farNames.find((name) => name === scene)
}
