import * as v from 'valibot'
import { readText } from '../_shared/body.ts'
import type { Rpc } from '../_shared/database.ts'
import { readLink } from '../_shared/link.ts'
import { type Handle, type Log, serve } from '../_shared/serve.ts'
import { pageOf, privacy, saidBy, statusOf, type View } from './page.ts'

export type Dependencies = {
  rpc: Rpc
  linkSecret: string
  brand: string
  appUrl: string
  /** False where the platform serves HTML as plain text (hosted, without a domain of your own): the app has the page then. */
  servesPages?: boolean
  log: Log
}

// one-click clients send `List-Unsubscribe=One-Click`, as a form of either kind
const maxBytes = 4096

const subscription = v.nullable(
  v.object({
    category: v.string(),
    label: v.string(),
    is_critical: v.boolean(),
    is_enabled: v.boolean(),
    locale: v.string(),
  }),
)

/**
 * The link in a mail: GET asks, because programs follow links that nobody clicked; POST switches the mail's category off,
 * also as the one click of RFC 8058, which has no cookie and follows no redirect. Answers are pages for people: 403 for a
 * link that is forged, cut or too old, 503 when nothing could be done; the app asks for the same as JSON. Errors:
 * method_not_allowed, body_too_large.
 */
export function unsubscribe({
  rpc,
  linkSecret,
  brand,
  appUrl,
  servesPages = true,
  log,
}: Dependencies): Handle {
  return serve(
    ['GET', 'HEAD', 'POST'],
    async (request) => {
      const body = await readText(request, maxBytes)
      if (body.refusal) return body.refusal
      const isForApp = /\bapplication\/json\b/.test(request.headers.get('accept') ?? '')
      if (request.method !== 'POST' && !isForApp && !servesPages) {
        const location = new URL(`/unsubscribe/${tokenOf(request)}`, appUrl).href
        return new Response(null, { status: 302, headers: { ...privacy, location } })
      }
      const view = await decide(request)
      const answer = isForApp ? jsonOf(view, brand) : pageOf(view, { brand, appUrl })
      return request.method === 'HEAD' ? new Response(null, answer) : answer
    },
    log,
  )

  async function decide(request: Request): Promise<View> {
    const locale = languageOf(request)
    const delivery_id = await readLink(linkSecret, tokenOf(request), 'unsubscribe')
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

const tokenOf = (request: Request): string =>
  /\/unsubscribe\/([\w-]{1,100})$/.exec(new URL(request.url).pathname)?.[1] ?? ''

/** For the app's page, which comes from another origin and shows no cookie. */
const jsonOf = (view: View, brand: string): Response =>
  Response.json(
    { ...saidBy(view), brand },
    { status: statusOf(view), headers: { ...privacy, 'access-control-allow-origin': '*' } },
  )
