import { expect, it } from 'vitest'
import { ModelError, modelErrorKinds } from '../../models/index.ts'
import { describeFailure } from './failure.ts'

const cause = new Error('the vendor answered 401')

it('a model that its vendor refuses to us is a fault for the operator', () => {
  for (const kind of ['credentials', 'model_not_found'] as const) {
    const failure = describeFailure(new ModelError(kind, { cause }))
    expect(failure).toMatchObject({ isOurs: true, retryable: false })
    expect(failure.message).toMatch(/not available.*composer/)
  }
})

it('a disabled model is no fault, nor is an error of a vendor', () => {
  expect(describeFailure(new ModelError('model_not_found'))).not.toHaveProperty('isOurs')
  for (const kind of ['unavailable', 'timeout', 'rate_limited', 'rejected', 'refused', 'empty'] as const)
    expect(describeFailure(new ModelError(kind, { cause }))).not.toHaveProperty('isOurs')
})

it('only a refusal is reported as a refusal', () => {
  const codes = modelErrorKinds.map((kind) => [kind, describeFailure(new ModelError(kind)).code])
  expect(codes.filter(([, code]) => code === 'REFUSED')).toEqual([['refused', 'REFUSED']])
})
