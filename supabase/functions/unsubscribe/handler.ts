import * as v from 'valibot'
import { readText } from '../_shared/body.ts'
import type { Rpc } from '../_shared/database.ts'
import { readLink } from '../_shared/link.ts'
import { type Handle, type Log, serve } from '../_shared/serve.ts'
import { pageOf, type View } from './page.ts'

export type Dependencies = {
  rpc: Rpc
  linkSecret: string
  brand: string
  appUrl: string
  log: Log
}

// one-click clients send `List-Unsubscribe=One-Click`, as a form of either kind
const maxBytes = 4096

const subscription = v.nullable(
  v.object({ label: v.string(), is_critical: v.boolean(), is_enabled: v.boolean(), locale: v.string() }),
)

/**
 * The link in a mail: GET asks, because programs follow links that nobody clicked; POST switches the mail's category off,
 * also as the one click of RFC 8058, which has no cookie and follows no redirect. Answers are pages for people: 403 for a
 * link that is forged, cut or too old, 503 when nothing could be done. Errors: method_not_allowed, body_too_large.
 */
export function unsubscribe({ rpc, linkSecret, brand, appUrl, log }: Dependencies): Handle {
  return serve(
    ['GET', 'HEAD', 'POST'],
    async (request) => {
      const body = await readText(request, maxBytes)
      if (body.refusal) return body.refusal
      const answer = pageOf(await decide(request), { brand, appUrl })
      return request.method === 'HEAD' ? new Response(null, answer) : answer
    },
    log,
  )

  async function decide(request: Request): Promise<View> {
    const locale = languageOf(request)
    const [, token = ''] = /\/unsubscribe\/([\w-]+)$/.exec(new URL(request.url).pathname) ?? []
    const delivery_id = await readLink(linkSecret, token, 'unsubscribe')
    if (!delivery_id) return { view: 'invalid', locale }
    const isDoing = request.method === 'POST'
    try {
      const name = isDoing ? 'unsubscribe_email' : 'email_subscription'
      const found = v.parse(subscription, await rpc(name, { delivery_id }))
      if (!found) return { view: 'invalid', locale }
      if (found.is_critical) return { view: 'critical', subscription: found }
      if (isDoing && found.is_enabled) throw new Error('it is still switched on')
      return { view: isDoing ? 'done' : found.is_enabled ? 'ask' : 'already', subscription: found }
    } catch (cause) {
      log(`unsubscribing from ${delivery_id} failed: ${cause}`)
      return { view: 'broken', locale, method: isDoing ? 'post' : 'get' }
    }
  }
}

/** The first language the browser asks for: where there is no mail to say which. */
const languageOf = (request: Request): string =>
  /^\s*([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]+)?)/.exec(request.headers.get('accept-language') ?? '')?.[1] ?? 'en'
