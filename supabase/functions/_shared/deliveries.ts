import * as v from 'valibot'
import { type Rpc, RpcFailure } from './database.ts'
import type { Settlement } from './outcome.ts'
import type { Log } from './serve.ts'

const claimed = v.object({
  id: v.string(),
  lease_token: v.string(),
  notification_id: v.string(),
  priority: v.picklist(['low', 'normal', 'high', 'urgent']),
  rendered: v.unknown(),
  target: v.unknown(),
  expires_at: v.nullable(v.string()),
  in_doubt_since: v.nullable(v.string()),
  /** Which provider is to be used, or was; the channel's usual one where the database names none. */
  provider: v.nullish(v.string(), null),
  /** Why it must not be sent; only on one that is in doubt, which is still looked up. */
  fault: v.nullish(v.string(), null),
})

/** A delivery under our lease. The channel parses `rendered` and `target`, so that one bad row refuses only itself. */
export type Claimed = v.InferOutput<typeof claimed>

const pausesMs = [100, 500, 2000]

/** The outbox of one channel as a worker sees it. */
export type Outbox = {
  /** Takes up to `batch` due deliveries, urgent first. Throws RpcFailure. */
  claim(batch: number): Promise<Claimed[]>
  /** Writes results back in one call, tried again when its answer is lost: the lease token makes that harmless. Never throws. */
  settle(results: Settlement[]): Promise<void>
}

/** `worker` names this instance in the database. */
export function openOutbox(
  rpc: Rpc,
  channel: 'sms' | 'web_push' | 'email',
  worker: string,
  log: Log,
): Outbox {
  const settleOnce = (results: Settlement[]) => rpc('settle_deliveries', { results })

  /** A result the database refuses must not take the others with it. */
  async function settleAlone(result: Settlement): Promise<void> {
    try {
      await settleOnce([result])
    } catch (cause) {
      const isTaken = cause instanceof RpcFailure && cause.code === '23505'
      log(`settle ${result.id}: ${cause}`)
      if (!isTaken || result.outcome !== 'accepted') return
      const { id, lease_token, provider } = result
      // another delivery with the same words was quicker to claim what both found: ours may never have gone out
      if (result.is_found)
        await settleAlone({ id, lease_token, provider, outcome: 'retry', code: 'look_up_failed' })
      // the provider id belongs to another delivery: ours counts without it, or it would be looked up for ever
      else await settleAlone({ ...result, provider_message_id: undefined })
    }
  }

  return {
    async claim(batch) {
      return v.parse(v.array(claimed), await rpc('claim_deliveries', { channel, worker, batch }))
    },

    async settle(results) {
      for (const pauseMs of [...pausesMs, undefined]) {
        try {
          await settleOnce(results)
          return
        } catch (cause) {
          if (cause instanceof RpcFailure && cause.isRefusal) {
            await Promise.all(results.map(settleAlone))
            return
          }
          if (pauseMs === undefined)
            log(`settling ${results.length} was given up, their lease will end: ${cause}`)
          else await new Promise((resolve) => setTimeout(resolve, pauseMs))
        }
      }
    },
  }
}
