import { corsHeaders } from '@supabase/supabase-js/cors'
import * as v from 'valibot'
import { readJson } from '../_shared/body.ts'
import { type Rpc, RpcFailure } from '../_shared/database.ts'
import { refuse } from '../_shared/errors.ts'
import { readLink } from '../_shared/link.ts'
import { createRateLimit } from '../_shared/rate-limit.ts'
import { type Handle, type Log, serve } from '../_shared/serve.ts'
import { wayTo } from './way.ts'

export type Dependencies = {
  rpc: Rpc
  linkSecret: string
  /** Where paths lead. */
  appUrl: string
  log: Log
  now?: () => number
}

const report = v.object({
  kind: v.picklist(['shown', 'clicked', 'dismissed']),
  action: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(40)))),
})
type Report = v.InferOutput<typeof report>

const maxBytes = 1024
// a person clicks a few times, a device reports three times; the database keeps the first of each in any case
const perMinute = { most: 20, windowMs: 60_000 }

/**
 * Where the links in pushes and mails lead: `/link-click/<token>`. GET notes the click and sends the browser on with 302
 * to the address stored with the notification, never to one from the request. HEAD and prefetches note nothing. POST
 * `{ kind, action }` from a service worker notes and answers 204. A token that is forged, and one whose delivery is gone,
 * are the same 404. Errors: not_found, too_many_requests, invalid_body, body_too_large, unavailable.
 */
export function linkClick({ rpc, linkSecret, appUrl, log, now }: Dependencies): Handle {
  const isWithin = createRateLimit({ ...perMinute, now })

  async function note(delivery: string, { kind, action }: Report): Promise<string | Response> {
    try {
      const way = await rpc('record_engagement', { delivery_id: delivery, kind, action: action ?? null })
      return typeof way === 'string' ? way : refuse('not_found')
    } catch (cause) {
      log(`${kind} of ${delivery} not noted: ${cause}`)
      return refuse(cause instanceof RpcFailure && cause.isRefusal ? 'not_found' : 'unavailable')
    }
  }

  async function answer(request: Request): Promise<Response> {
    const token = /\/link-click\/([^/]+)$/.exec(new URL(request.url).pathname)?.[1] ?? ''
    const delivery = await readLink(linkSecret, token)
    if (!delivery) return refuse('not_found')
    if (request.method === 'HEAD') return new Response(null)
    // 503 tells a browser to ask again when the person really goes there
    if (isPrefetch(request)) return new Response(null, { status: 503 })
    if (!isWithin(delivery)) return refuse('too_many_requests')
    if (request.method === 'GET') {
      const way = await note(delivery, { kind: 'clicked' })
      if (typeof way !== 'string') return way
      return new Response(null, { status: 302, headers: { location: wayTo(way, appUrl) } })
    }
    const body = await readJson(request, report, maxBytes)
    if (body.refusal) return body.refusal
    const noted = await note(delivery, body.value)
    return typeof noted === 'string' ? new Response(null, { status: 204 }) : noted
  }

  const handle = serve(['GET', 'HEAD', 'POST'], answer, log)
  return async (request) => {
    const response =
      request.method === 'OPTIONS' ? new Response(null, { status: 204 }) : await handle(request)
    for (const [name, value] of Object.entries({ ...corsHeaders, ...privacy }))
      response.headers.set(name, value)
    return response
  }
}

// a link is one person's: it is kept nowhere, indexed nowhere and told to no other site
const privacy = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
}

function isPrefetch({ headers }: Request): boolean {
  const purposes = ['purpose', 'sec-purpose', 'x-purpose', 'x-moz'].map((name) => headers.get(name) ?? '')
  return purposes.some((purpose) => /prefetch|prerender|preview/i.test(purpose))
}
