import type { Row } from '../run-fault.ts'
import { apiDeaths } from './api-death.ts'
import { clockTroubles } from './clock.ts'
import { deliveryTroubles } from './delivery.ts'
import { diskTroubles } from './disk.ts'
import { drains } from './drain.ts'
import { hostilePictures } from './hostile.ts'
import { modelTroubles } from './model-trouble.ts'
import { networkTroubles } from './network.ts'
import { objectStorageTroubles } from './object-storage.ts'
import { poolerTroubles } from './pooler-trouble.ts'
import { postgresTroubles } from './postgres-trouble.ts'
import { redisFailovers } from './redis-servers.ts'
import { redisTroubles } from './redis-trouble.ts'
import { replicaTroubles } from './replica-trouble.ts'
import { slowClients } from './slow-clients.ts'
import { storms } from './storm.ts'
import { workerDeaths } from './worker-death.ts'

/** Every fault of the suite, in the order of the list in docs/async-generation.md. */
export const rows: Row[] = [
  ...apiDeaths,
  ...workerDeaths,
  ...redisTroubles,
  ...postgresTroubles,
  ...poolerTroubles,
  ...networkTroubles,
  ...deliveryTroubles,
  ...clockTroubles,
  ...modelTroubles,
  ...hostilePictures,
  ...slowClients,
  ...diskTroubles,
  ...drains,
  ...storms,
  ...objectStorageTroubles,
  ...redisFailovers,
  ...replicaTroubles,
].toSorted((a, b) => numberOf(a) - numberOf(b))

function numberOf({ id }: Row): number {
  return Number(id.slice(1)) || Number.POSITIVE_INFINITY
}
