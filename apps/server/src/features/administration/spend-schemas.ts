import { Type } from 'typebox'
import { platformErrors } from '../../platform/errors/index.ts'
import { givenAsText } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { marginDaysMax } from '../margins/index.ts'
import { count, nullable, tags } from './schemas.ts'

const microUsd = 'millionths of a US dollar'

export const showSpend = operation({
  tags,
  summary: 'What models cost, and what their pictures were charged',
  description:
    'By UTC day and model, the newest day first, today included. Refunds count on the day of the refund. A cost includes calls whose picture failed, as far as the prices of the models are known (`MODEL_PRICES`). Charges of accounts that were deleted on the same day are missing.',
  access: 'admin',
  querystring: givenAsText(
    Type.Object({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: marginDaysMax, default: 31 })) }),
  ),
  problems: [platformErrors.invalid_page.number('days')],
  response: {
    200: Type.Object({
      creditMicroUsd: nullable(
        Type.Integer({
          description: `what a credit sells for, ${microUsd}; null: \`CREDIT_VALUE_USD\` is not set`,
        }),
      ),
      spend: Type.Array(
        Type.Object(
          {
            day: Type.String({ format: 'date' }),
            model: Type.String(),
            pictures: count,
            charged: Type.Integer({ description: 'credits' }),
            refunded: Type.Integer({ description: 'credits' }),
            calls: count,
            costMicroUsd: Type.Integer({ description: microUsd }),
            valueMicroUsd: nullable(
              Type.Integer({
                description: `what the credits sell for that were charged and not refunded, ${microUsd}`,
              }),
            ),
          },
          { title: 'AdminSpend' },
        ),
      ),
    }),
  },
})
