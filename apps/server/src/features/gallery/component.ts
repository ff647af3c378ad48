/** Loaded by the first request for a component. */
export { toComponent } from '@chatsvg/svg'
