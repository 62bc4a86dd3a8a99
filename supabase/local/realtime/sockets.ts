import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import { Connection } from './connection.ts'
import { readHandshake, refuseHandshake } from './handshake.ts'
import { MAX_FRAME_BYTES } from './limits.ts'
import { handleMessage } from './messages.ts'
import type { Services } from './services.ts'

const RESTARTING = 1012

export type Sockets = {
  accept(req: IncomingMessage, socket: Duplex, head: Buffer): void
  count(): number
  /** Says farewell with code 1012, on which clients come back by themselves. */
  close(): void
  terminate(): void
}

/** Lets clients in and keeps their connections. A refused handshake is answered after `backoffMs`. */
export function createSockets(services: Services, backoffMs: number): Sockets {
  const { limits, log } = services
  const connections = new Set<Connection>()
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  })

  const accept = async (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    const handshake = await readHandshake(services, req, connections.size)
    if ('error' in handshake) {
      await sleep(backoffMs)
      return refuseHandshake(socket, handshake)
    }
    server.handleUpgrade(req, socket, head, (ws) => {
      const connection = new Connection({
        ...{ ws, socket, limits, log, ...handshake },
        onMessage: (from, message) => handleMessage(services, from, message),
        onClose(closed) {
          connections.delete(closed)
          for (const channel of [...closed.channels.values()]) channel.drop()
        },
      })
      connections.add(connection)
    })
  }

  return {
    accept(req, socket, head) {
      socket.on('error', () => socket.destroy())
      accept(req, socket, head).catch((cause) => {
        log(`realtime: handshake: ${cause}`)
        socket.destroy()
      })
    },
    count: () => connections.size,
    close() {
      for (const connection of connections) connection.close(RESTARTING)
    },
    terminate() {
      for (const connection of connections) connection.terminate()
    },
  }
}
