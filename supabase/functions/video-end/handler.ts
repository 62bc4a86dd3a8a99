import * as v from 'valibot'
import type { Rpc } from '../_shared/database.ts'
import { answerKnocks } from '../_shared/knock.ts'
import type { Handle, Log } from '../_shared/serve.ts'
import type { Rooms } from '../_shared/twilio-rooms.ts'

export type Dependencies = {
  webhookSecret: string
  rpc: Rpc
  rooms: Pick<Rooms, 'end'>
  background(work: Promise<void>): void
  log: Log
}

const claimed = v.array(v.object({ call_id: v.string(), lease_token: v.string() }))

const batch = 20

/** Answers knocks: ends the rooms of calls that are over. One that cannot be ended waits, each time longer, and is tried again. */
export function videoEnd({ webhookSecret, rpc, rooms, background, log }: Dependencies): Handle {
  const work = async () => {
    for (;;) {
      const closings = v.parse(claimed, await rpc('claim_call_closings', { batch }))
      await Promise.all(
        closings.map(async ({ call_id, lease_token }) => {
          const ended = await rooms.end(call_id)
          const error = ended.step === 'failed' ? ended.reason : null
          if (error) log(`room of call ${call_id} not ended: ${error}`)
          await rpc('settle_call_closing', { call_id, lease_token, error }).catch((cause) =>
            log(`settle ${call_id}: ${cause}`),
          )
        }),
      )
      if (closings.length < batch) return
    }
  }
  return answerKnocks({ secret: webhookSecret, work, background, log })
}
