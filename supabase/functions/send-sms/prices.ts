import * as v from 'valibot'
import type { Rpc } from '../_shared/database.ts'
import type { Log } from '../_shared/serve.ts'
import type { Price } from './twilio.ts'

const unpriced = v.array(v.object({ id: v.string(), provider_message_id: v.string() }))

// Two hundred requests a knock, ten at once: a few seconds, and no more than a minute of patience.
const batch = 50
const batches = 4
const lanes = 10
const budgetMs = 60_000

type Dependencies = {
  rpc: Rpc
  priceOf(messageId: string): Promise<Price | undefined>
  log: Log
  now?: () => number
}

/**
 * Asks Twilio for the prices it did not know when the message was sent, and stores them. Never throws: what is not asked
 * or not known now comes again, since the database sets the next time when it hands a message out.
 */
export function priceSettler({ rpc, priceOf, log, now = () => performance.now() }: Dependencies) {
  let running: Promise<void> | undefined

  async function settle(): Promise<void> {
    const endsAt = now() + budgetMs
    try {
      for (let turn = 0; turn < batches && now() < endsAt; turn++) {
        const due = v.parse(unpriced, (await rpc('claim_unpriced', { batch })) ?? [])
        const prices = await askAll(due.map(({ provider_message_id }) => provider_message_id))
        if (prices.length > 0)
          await rpc('record_prices', { results: prices.map((price) => ({ ...price, provider: 'twilio' })) })
        if (due.length < batch) return
      }
    } catch (cause) {
      log(`prices were not settled, they will be asked for again: ${cause}`)
    }
  }

  async function askAll(ids: string[]): Promise<Price[]> {
    const waiting = [...ids]
    const found: Price[] = []
    const lane = async () => {
      for (let id = waiting.shift(); id; id = waiting.shift()) {
        const price = await priceOf(id)
        if (price) found.push(price)
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    return found
  }

  /** Several knocks at once are one round. */
  return (): Promise<void> => {
    running ??= settle().finally(() => {
      running = undefined
    })
    return running
  }
}
