/**
 * models: everything that turns a sentence into SVG text, behind one port.
 *
 * `createModels(config)` builds the registry from plain values; `resolve` says which model serves a request
 * and under which id. Adapters: `llm` (vendors), `planned` (a vendor's model writes a plan
 * that the composer draws) and `composer` (offline, from icon sets on disk). None costs anything before
 * its first use: readers and art are loaded then, so a process that never draws stays small. A model's output
 * is untrusted text. `@chatsvg/svg` extracts and sanitises it.
 */
export { type ComposerOptions, createComposer } from '@chatsvg/composer'
export { describeParts } from './changes/describe-parts.ts'
export { defaultLlmLimits } from './llm/llm-model.ts'
export type { LlmLimits } from './llm/llm-options.ts'
export { listPrices, type ModelPrice, pricesCheckedOn } from './llm/prices.data.ts'
export { containsPromptEcho, createEchoScan } from './llm/prompt-echo.ts'
export { findFault, listGroupNames } from './llm/request-fault.ts'
export { findStyleFault } from './llm/style-fault.ts'
export {
  createModeration,
  type Moderation,
  type ModerationOptions,
  type ModerationVerdict,
} from './moderation/create-moderation.ts'
export {
  type AnswerTask,
  type ChangeListener,
  type ChangeProposal,
  type ChangeRequest,
  type ComputedAnswer,
  ModelError,
  type ModelErrorKind,
  type ModelListener,
  type ModelUsage,
  modelErrorKinds,
  type PictureOfSet,
  type PictureOptions,
  type PictureReading,
  type PictureReport,
  type ScenePlan,
  type SvgModel,
  type SvgRequest,
  type SvgStyle,
  styles,
  type TraceOptions,
} from './port.ts'
export {
  createModels,
  type ListedModel,
  type Models,
  type ModelsConfig,
  ModelsConfigError,
  type ResolvedModel,
} from './registry.ts'
