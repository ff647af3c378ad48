import { expect, it } from 'vitest'
import { ModelError, modelErrorKinds } from '../../models/index.ts'
import { describeFailure } from './failure.ts'

const cause = new Error('the vendor answered 401')

it('a model that its vendor does not let us use is a fault for whoever looks after the service', () => {
  for (const kind of ['credentials', 'model_not_found'] as const) {
    const failure = describeFailure(new ModelError(kind, { cause }))
    expect(failure).toMatchObject({ isOurs: true, retryable: false })
    expect(failure.message).toMatch(/not available.*composer/)
  }
})

it('a model that was switched off here is none, nor is what a vendor does wrong', () => {
  expect(describeFailure(new ModelError('model_not_found'))).not.toHaveProperty('isOurs')
  for (const kind of ['unavailable', 'timeout', 'rate_limited', 'rejected', 'refused', 'empty'] as const)
    expect(describeFailure(new ModelError(kind, { cause }))).not.toHaveProperty('isOurs')
})

it('only a model that refused is said to have refused', () => {
  const codes = modelErrorKinds.map((kind) => [kind, describeFailure(new ModelError(kind)).code])
  expect(codes.filter(([, code]) => code === 'REFUSED')).toEqual([['refused', 'REFUSED']])
})
