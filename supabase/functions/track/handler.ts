import * as v from 'valibot'
import { readText } from '../_shared/body.ts'
import { type Rpc, RpcFailure } from '../_shared/database.ts'
import { refuse } from '../_shared/errors.ts'
import { createRateLimit } from '../_shared/rate-limit.ts'
import { type Handle, type Log, serve } from '../_shared/serve.ts'
import { hear } from './message.ts'
import { goQuiet } from './owntracks.ts'
import { tokenOf } from './token.ts'

export type Dependencies = {
  rpc: Rpc
  /** Where a request came from. */
  addressOf(headers: Headers): string
  log: Log
  now?: () => number
}

// a contact card carries a picture, an export all places of a phone; a position has 300 bytes
const maxBytes = 131_072
// what ingest takes at once
const batch = 100
// a phone that comes out of a tunnel sends what it kept one by one
const perToken = { most: 600, windowMs: 60_000 }
// only of tokens that were not good before: many honest phones share the address of their network
const strangersPerAddress = { most: 60, windowMs: 60_000 }
const maxGood = 10_000

const answer = v.object({ outcome: v.picklist(['taken', 'unknown', 'revoked']) })

/**
 * Positions from an app on the partner's phone, with the token of one order: OwnTracks in HTTP mode, or Traccar Client.
 * What is understood is answered 200 `[]`, also when none of it was taken, because such apps send again whatever was
 * refused, for ever. A token whose order is over is answered 200 with the command to go quiet; one that never was, 401.
 * Errors: not_allowed, invalid_body, body_too_large, too_many_requests; unavailable, after which sending again makes sense.
 */
export function track({ rpc, addressOf, log, now }: Dependencies): Handle {
  const isWithin = createRateLimit({ ...perToken, now })
  const mayTry = createRateLimit({ ...strangersPerAddress, now })
  const good = new Set<string>()

  function remember(token: string, isGood: boolean) {
    good.delete(token)
    if (isGood) good.add(token)
    const [oldest] = good
    if (good.size > maxGood && oldest !== undefined) good.delete(oldest)
  }

  return serve(
    ['POST', 'GET'],
    async (request) => {
      const read = await readText(request, maxBytes)
      if (read.refusal) return read.refusal
      const heard = hear(request, read.value)
      const token = tokenOf(request, heard?.device)
      const isKnown = token !== undefined && good.has(token)
      if (!isKnown && !mayTry(addressOf(request.headers))) return refuse('too_many_requests')
      if (!token) return unknown()
      // not 429: OwnTracks throws away what is answered so, and keeps what is answered 503
      if (!isWithin(token)) return refuse('unavailable', { retry_after_s: 60 })
      const { app, points } = heard ?? { app: 'owntracks', points: [] }
      let outcome: v.InferOutput<typeof answer>['outcome'] = 'taken'
      try {
        // also without a point: a wrong token is told so whatever it comes with
        for (let from = 0; from === 0 || (from < points.length && outcome === 'taken'); from += batch) {
          const said = await rpc('ingest_by_token', { token, points: points.slice(from, from + batch), app })
          outcome = v.parse(answer, said).outcome
        }
      } catch (cause) {
        log(`positions of ${app} not taken: ${cause}`)
        // what the database has read and finds wrong will never be taken; a key of ours that is wrong may be put right
        if (!(cause instanceof RpcFailure && isFinal(cause))) return refuse('unavailable')
      }
      remember(token, outcome === 'taken')
      if (outcome === 'unknown') return unknown()
      if (!heard) return refuse('invalid_body')
      return Response.json(outcome === 'revoked' ? [goQuiet] : [])
    },
    log,
  )
}

const isFinal = ({ code }: RpcFailure) => code === 'PT422' || code.startsWith('22')

function unknown(): Response {
  const refusal = refuse('not_allowed')
  refusal.headers.set('www-authenticate', 'Basic realm="Orderline"')
  return refusal
}
