import * as v from 'valibot'
import type { Rpc } from '../_shared/database.ts'
import type { Log } from '../_shared/serve.ts'
import type { Found } from './examine.ts'

const claimed = v.object({
  id: v.string(),
  lease_token: v.string(),
  path: v.string(),
  stored_path: v.string(),
  mime: v.string(),
  /** Null: none was announced. */
  thumbnail_path: v.nullable(v.string()),
  stored_thumbnail_path: v.nullable(v.string()),
  /** Where it was uploaded, and where the checked copy goes. */
  bucket_id: v.string(),
  stored_bucket_id: v.string(),
})
const removal = v.object({ bucket_id: v.string(), path: v.string() })

/** An upload under our lease. */
export type Claimed = v.InferOutput<typeof claimed>
export type Removal = v.InferOutput<typeof removal>
type Seen = Omit<Found, 'content'> & { sha256: string; bytes: number; thumbnail_bytes?: number }
export type Result = Pick<
  Claimed,
  'id' | 'lease_token' | 'stored_path' | 'stored_thumbnail_path' | 'stored_bucket_id'
> &
  ({ state: 'clean'; found: Seen } | { state: 'blocked'; reason: string } | { state: 'retry' })

/** What waits in the database to be checked and to be removed. Claims throw RpcFailure. */
export type Queue = ReturnType<typeof openQueue>

const pausesMs = [100, 500, 2000]

export function openQueue(rpc: Rpc, log: Log) {
  return {
    async claim(batch: number): Promise<Claimed[]> {
      return v.parse(v.array(claimed), await rpc('claim_files', { batch }))
    },
    /** Tried again when its answer is lost: the lease token makes that harmless. Never throws. */
    async settle(results: Result[]): Promise<void> {
      for (const pauseMs of [...pausesMs, undefined]) {
        try {
          await rpc('settle_files', { results })
          return
        } catch (cause) {
          if (pauseMs === undefined)
            log(`settling ${results.length} was given up, their lease ends: ${cause}`)
          else await new Promise((resolve) => setTimeout(resolve, pauseMs))
        }
      }
    },
    async claimRemovals(batch: number): Promise<Removal[]> {
      return v.parse(v.array(removal), await rpc('claim_file_removals', { batch }))
    },
    /** Forgets those that are gone; the others come again. */
    async settleRemovals(bucket_id: string, paths: string[]): Promise<void> {
      await rpc('settle_file_removals', { bucket_id, paths })
    },
  }
}
