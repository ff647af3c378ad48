/**
 * config: the only reader of the environment. Everything is parsed once, checked together, and passed on as
 * typed values.
 */
export { type Config, ConfigError, readConfig } from './config.ts'
export {
  describeEffective,
  describeVariables,
  placeVariableTables,
  renderEnvExample,
} from './describe-config.ts'
export { readProcessEnvironment } from './env.ts'
export { deriveKeys, fingerprintSecret, type Keys, loadOrCreateSecret } from './secrets.ts'
