import { expect, it } from 'vitest'
import { errorCatalogue } from '../../apps/server/src/app/error-catalogue.ts'
import type { ApiDocument } from '../../apps/server/src/platform/openapi/index.ts'
import { startTestApi } from '../harness/api.ts'
import { keep } from '../harness/keep.ts'
import { writeWireTypes } from './wire-types.ts'

it('the types of the client are those of the document of the API', async () => {
  const api = await startTestApi()
  keep(api)
  const document = (await api.client().get('/openapi.json')).body as ApiDocument
  await expect(writeWireTypes(document, Object.keys(errorCatalogue))).toMatchFileSnapshot(
    '../../packages/client/src/wire.data.ts',
  )
})
