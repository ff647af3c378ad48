import type { Db } from '../../platform/db/index.ts'
import type { App, Authentication } from '../../platform/http/index.ts'
import { keepPalette } from './keep-palette.ts'
import { readPalette } from './palette.ts'
import { presentPalette } from './present.ts'
import * as schemas from './schemas.ts'
import { deletePalette, listPalettes } from './store.ts'

export type PaletteRoutesDeps = { db: Db; authentication: Authentication }

export function paletteRoutes({ db, authentication }: PaletteRoutesDeps) {
  const { requireCaller: onRequest, callerOf } = authentication
  const answer = async (userId: string) => ({
    palettes: (await listPalettes(db, userId)).map(presentPalette),
  })

  return (app: App): void => {
    app.get('/palettes', { schema: schemas.list, onRequest }, (req) => answer(callerOf(req).userId))

    app.put('/palettes/:colors', { schema: schemas.keep, onRequest }, async (req) => {
      const { userId } = callerOf(req)
      await keepPalette(db, userId, readPalette(req.params.colors))
      return answer(userId)
    })

    app.delete('/palettes/:colors', { schema: schemas.forget, onRequest }, async (req) => {
      const { userId } = callerOf(req)
      await deletePalette(db, userId, readPalette(req.params.colors))
      return answer(userId)
    })
  }
}
