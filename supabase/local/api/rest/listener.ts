import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const retryMs = 200

/**
 * Listens on a channel, also after Postgres was away. `onWord` is called for each notification, and after each time of not
 * listening. `catchUp` resolves when all that was committed before the call has been heard.
 */
export async function startListener(url: string, channel: string, onWord: () => void) {
  let client: pg.Client | undefined
  let isStopped = false

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url, application_name: 'orderline-api', keepAlive: true })
    next.on('notification', onWord)
    next.on('error', () => {})
    let hasEnded = false
    next.once('end', () => {
      hasEnded = true
      // one that never listened is tried again by whoever made it: two who try would each become two again
      if (client !== next) return
      client = undefined
      void reconnect()
    })
    try {
      await next.connect()
      await next.query(`listen ${pg.escapeIdentifier(channel)}`)
      if (hasEnded) throw new Error('the connection ended at once')
    } catch (error) {
      await next.end().catch(() => {})
      throw error
    }
    client = next
  }

  async function reconnect(): Promise<void> {
    while (!isStopped && !client) {
      await sleep(retryMs)
      await connect().then(onWord, () => {})
    }
  }

  await connect()
  return {
    async catchUp() {
      // Postgres hands a connection its notifications before it answers the next question
      await client?.query('select').catch(() => {})
    },
    async stop() {
      isStopped = true
      await client?.end()
    },
  }
}
