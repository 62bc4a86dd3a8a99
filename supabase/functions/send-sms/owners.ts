import * as v from 'valibot'
import type { Rpc } from '../_shared/database.ts'
import type { OwnersOf } from './sms-provider.ts'

const owners = v.array(v.object({ provider_message_id: v.string(), delivery_id: v.string() }))

/** Asks the database whose messages these are: what was settled, and what signed callbacks named. Throws RpcFailure. */
export function ownersAt(rpc: Rpc, provider: string): OwnersOf {
  return async (ids) => {
    const rows = v.parse(owners, (await rpc('message_owners', { provider, ids })) ?? [])
    return new Map(rows.map(({ provider_message_id, delivery_id }) => [provider_message_id, delivery_id]))
  }
}
