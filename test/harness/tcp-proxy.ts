import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** One address for several servers, of which some may be down. */
export type TcpProxy = AsyncDisposable & {
  url: string
  /** How many connections were opened to each server. */
  connections: number[]
  /**
   * Called with what a client sends and with what a server answers. A promise delays it; after `false` the
   * client is cut off and gets nothing.
   */
  onData: (from: 'client' | 'server', data: Buffer, server: number) => Promise<boolean> | boolean
}

/** Connects each client to the first of the servers that answers. */
export async function startTcpProxy(urls: readonly string[]): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  const server = createServer((client) => void serve(client))

  async function serve(client: Socket): Promise<void> {
    track(client)
    for (const [at, url] of urls.entries()) {
      const upstream = track(connect(Number(new URL(url).port), '127.0.0.1'))
      const isOpen = await once(upstream, 'connect').then(
        () => true,
        () => false,
      )
      if (!isOpen) continue
      proxy.connections[at] = (proxy.connections[at] ?? 0) + 1
      void pass('client', client, upstream, at)
      void pass('server', upstream, client, at)
      return
    }
    client.destroy()
  }

  async function pass(from: 'client' | 'server', source: Socket, target: Socket, at: number): Promise<void> {
    try {
      for await (const data of source) {
        if (!(await proxy.onData(from, data, at))) break
        target.write(data)
      }
    } catch {
      // Either end is gone.
    }
    source.destroy()
    target.destroy()
  }

  function track(socket: Socket): Socket {
    sockets.add(socket)
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy: TcpProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: urls.map(() => 0),
    onData: () => true,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return proxy
}
