import * as v from 'valibot'
import type { Rpc } from '../_shared/database.ts'
import { answerKnocks } from '../_shared/knock.ts'
import type { Handle, Log } from '../_shared/serve.ts'
import { type Answer, fetchRoad, type Wish } from './fetch-road.ts'
import type { Router } from './router.ts'

export type Dependencies = {
  webhookSecret: string
  rpc: Rpc
  /** Without one every wish is answered with "none": arrivals are then worked out from the straight line. */
  router: Router | undefined
  background(work: Promise<void>): void
  log: Log
  timeoutMs?: number
}

const degrees = (most: number) => v.pipe(v.number(), v.minValue(-most), v.maxValue(most))
const claimed = v.array(
  v.object({
    order_id: v.string(),
    lease_token: v.string(),
    from_lat: degrees(90),
    from_lng: degrees(180),
    to_lat: degrees(90),
    to_lng: degrees(180),
  }),
)

// a public router allows few at once; ours are asked four by four
const batch = 4

/** Answers knocks: claims orders that wait for a road, asks the router and settles what it said. */
export function route({ webhookSecret, rpc, router, background, log, timeoutMs }: Dependencies): Handle {
  const look = async (wish: Wish): Promise<Answer> =>
    router ? await fetchRoad(router, wish, timeoutMs) : { outcome: 'none', code: 'no_router' }
  const work = async () => {
    for (;;) {
      const wishes = v.parse(claimed, await rpc('claim_route_requests', { batch }))
      await Promise.all(
        wishes.map(async ({ order_id, lease_token, ...wish }) => {
          const answer = await look(wish)
          // neither the places nor the router's address, which may hold a key
          if (answer.outcome !== 'found' && router)
            log(`route ${order_id}: ${answer.outcome} (${answer.code})`)
          await rpc('settle_route', { order_id, lease_token, answer }).catch((cause) =>
            log(`settle ${order_id}: ${cause}`),
          )
        }),
      )
      if (wishes.length < batch) return
    }
  }
  return answerKnocks({ secret: webhookSecret, work, background, log })
}
