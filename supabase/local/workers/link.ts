import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export type Link = { stop(): Promise<void> }

const retryMs = 500

/**
 * One connection that listens on a channel and is made again whenever it is lost (Postgres restarts, a backend is killed).
 * `onReady` runs for each new connection and may take as long as the connection lives; its failure gives the connection up.
 */
export function keepLink(o: {
  databaseUrl: string
  name: string
  channel: string
  log: (line: string) => void
  onReady: (client: pg.Client) => Promise<void>
  onNotify: () => void
}): Link {
  const stopping = new AbortController()
  let current: pg.Client | undefined

  const live = async () => {
    while (!stopping.signal.aborted) {
      const client = new pg.Client({
        connectionString: o.databaseUrl,
        application_name: o.name,
        keepAlive: true,
      })
      const lost = new Promise((resolve) => client.once('end', resolve))
      client.on('error', () => {})
      client.on('notification', o.onNotify)
      try {
        await client.connect()
        current = client
        await client.query(`listen ${o.channel}`)
        await o.onReady(client)
        await lost
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        const isRestart = /ECONNREFUSED|starting up|shutting down|terminat|connection error/.test(message)
        if (!stopping.signal.aborted && !isRestart) o.log(`${o.name}: ${message}`)
      }
      current = undefined
      await client.end().catch(() => {})
      await sleep(retryMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const living = live()

  return {
    async stop() {
      stopping.abort()
      await current?.end().catch(() => {})
      await living
    },
  }
}
