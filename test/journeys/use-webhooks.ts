import type { Client } from '../harness/client.ts'
import { makeWebhook } from '../harness/webhook-receiver.ts'

/** Makes, changes, tries and deletes webhooks, reads their deliveries, and is refused. */
export async function useWebhooks(newClient: () => Client): Promise<void> {
  const client = newClient()
  await client.register()
  const url = 'https://hooks.invalid/chatsvg'
  const { id } = await makeWebhook(client, { url })
  await client.post('/user/webhooks', { url: 'https://10.0.0.1/', events: ['job.failed'] })
  for (let more = 0; more < 10; more += 1)
    await client.post('/user/webhooks', { url, events: ['job.failed'] })
  await client.get('/user/webhooks')
  const path = `/user/webhooks/${id}`
  await client.get(path)
  await client.get('/user/webhooks/nonsense')
  await client.patch(path, { events: ['job.failed'] })
  await client.patch(path, { events: [] })
  await client.patch('/user/webhooks/nonsense', { enabled: true })
  await client.post(`${path}/rotate`, { overlapSeconds: 3600 })
  await client.post(`${path}/rotate`, { overlapSeconds: -1 })
  await client.post('/user/webhooks/nonsense/rotate', {})

  const { delivery } = (await client.post(`${path}/test`)).body as { delivery: { id: string } }
  await client.post('/user/webhooks/nonsense/test')
  await client.get(`${path}/deliveries`)
  await client.get(`${path}/deliveries?cursor=nonsense`)
  await client.get('/user/webhooks/nonsense/deliveries')
  await client.get(`${path}/deliveries/${delivery.id}`)
  await client.get(`${path}/deliveries/nonsense`)
  await client.post(`${path}/deliveries/${delivery.id}/redeliver`)
  await client.post(`${path}/deliveries/nonsense/redeliver`)
  await client.patch(path, { enabled: false })
  await client.post(`${path}/test`)
  await client.post(`${path}/deliveries/${delivery.id}/redeliver`)
  await client.delete(path)
  await client.delete(path)
}
