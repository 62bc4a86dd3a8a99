import type { Connect, Connection } from './fetch-page.ts'
import type { Resolve } from './page-address.ts'

type Say = (text: string | Uint8Array) => Promise<void>
/** Plays one page: whatever it says goes onto the wire as it is. Ends when the connection is to be closed. */
export type Play = (say: Say, request: string) => Promise<void> | void

/**
 * A web of its own for tests: names stand for what `names` says, public addresses lead to one real server here that plays `pages`
 * by path, and every other address leads to a machine of the inner network that counts whoever connects.
 */
export function startWeb(names: Record<string, string[]>, pages: Record<string, Play>) {
  const server = Deno.listen({ port: 0, hostname: '127.0.0.1' })
  const victim = Deno.listen({ port: 0, hostname: '127.0.0.1' })
  const requests: string[] = []
  const asked: string[] = []
  let inner = 0
  const open = new Set<Deno.Conn>()
  const playing: Promise<void>[] = []

  const play = async (connection: Deno.Conn) => {
    open.add(connection)
    try {
      const bytes = new Uint8Array(64 * 1024)
      const count = (await connection.read(bytes)) ?? 0
      const request = new TextDecoder().decode(bytes.subarray(0, count))
      requests.push(request)
      const path = request.split(' ')[1] ?? ''
      const say: Say = async (text) => {
        const all = typeof text === 'string' ? new TextEncoder().encode(text) : text
        for (let at = 0; at < all.length; ) at += await connection.write(all.subarray(at))
      }
      await pages[path]?.(say, request)
    } catch {
      // whoever hangs up in the middle is what some tests wait for
    } finally {
      open.delete(connection)
      try {
        connection.close()
      } catch {
        // closed already
      }
    }
  }
  const serving = (async () => {
    for await (const connection of server) playing.push(play(connection))
  })()
  const counting = (async () => {
    for await (const connection of victim) {
      inner++
      connection.close()
    }
  })()

  const resolve: Resolve = (host) => {
    asked.push(host)
    const addresses = names[host]
    return addresses ? Promise.resolve([...addresses]) : Promise.reject(new Error(`no such name: ${host}`))
  }
  const connect: Connect = async ({ ip }) => {
    const isServer = ip === '93.184.216.34'
    const { port } = (isServer ? server : victim).addr
    return (await Deno.connect({ hostname: '127.0.0.1', port })) satisfies Connection
  }
  return {
    web: { resolve, connect, extraOrigins: [] as string[] },
    requests,
    asked,
    /** Connections that reached the inner network. */
    inner: () => inner,
    innerPort: victim.addr.port,
    serverPort: server.addr.port,
    async stop() {
      for (const connection of open) {
        try {
          connection.close()
        } catch {
          // closed already
        }
      }
      server.close()
      victim.close()
      await Promise.all([serving, counting, ...playing])
    },
  }
}

/** An answer of 200 with a length. */
export const html = (body: string, type = 'text/html; charset=utf-8') => {
  const bytes = new TextEncoder().encode(body)
  return `HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ncontent-length: ${bytes.length}\r\n\r\n${body}`
}
