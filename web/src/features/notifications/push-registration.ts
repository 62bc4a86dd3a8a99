import { FunctionsHttpError } from '@supabase/supabase-js'
import * as v from 'valibot'
import { env } from '../../lib/env.ts'
import { Failure, rowsOf } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'
import { deviceId, isSameKey, savedEndpoint, saveEndpoint } from './push-device.ts'
import { pushWords } from './words/push.ts'

/** A push service that does not answer keeps `subscribe` waiting for ever. */
const subscribeMs = 20_000
const workerMs = 10_000
/** The server forgets browsers it has not heard of for long, so each says once a day that it is there. */
const freshMs = 24 * 60 * 60_000

const refusal = v.object({ code: v.string(), message: v.string() })

function within<T>(work: Promise<T>, ms: number, late: Failure): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, ms, late)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}

const noWorker = () => new Failure('no_worker', pushWords.now().noWorker, 0)
const noPushService = (cause?: unknown) =>
  new Failure('no_push_service', pushWords.now().noPushService, 0, cause)

async function subscription(): Promise<PushSubscription> {
  const { pushManager } = await within(navigator.serviceWorker.ready, workerMs, noWorker())
  const held = await pushManager.getSubscription()
  if (held && isSameKey(held.options.applicationServerKey, env.vapidPublicKey)) return held
  // made for another key: the server could not push to it
  await held?.unsubscribe()
  const asked = pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: env.vapidPublicKey })
  return within(asked, subscribeMs, noPushService()).catch((cause: unknown) => {
    throw cause instanceof Failure ? cause : noPushService(cause)
  })
}

async function isKnown(endpoint: string, userId: string): Promise<boolean> {
  if (savedEndpoint(userId) !== endpoint) return false
  const [row] = await rowsOf(
    supabase
      .from('push_subscriptions')
      .select('last_seen_at')
      .eq('device_id', deviceId())
      .is('disabled_at', null)
      .limit(1),
  )
  return row !== undefined && Date.now() - Date.parse(row.last_seen_at) < freshMs
}

async function call(method: 'POST' | 'DELETE', body: Record<string, unknown>): Promise<void> {
  const { error } = await supabase.functions.invoke('push-subscription', { method, body })
  if (!error) return
  if (!(error instanceof FunctionsHttpError))
    throw new Failure(
      'unreachable',
      'Orderline cannot be reached. Check your connection and try again.',
      0,
      error,
    )
  const response: Response = error.context
  const said = v.safeParse(refusal, await response.json().catch(() => null))
  const { code, message } = said.success
    ? said.output
    : { code: String(response.status), message: 'Something on our side failed. Try again in a moment.' }
  throw new Failure(code, message, response.status, error)
}

/**
 * Makes sure this browser has a subscription and the server knows it as this person's. `isAsked`: they pressed a button;
 * otherwise a browser that was removed from their devices stays so (code `device_removed`). Throws a Failure.
 */
export async function registerDevice(userId: string, isAsked: boolean): Promise<void> {
  const held = await subscription()
  if (await isKnown(held.endpoint, userId)) return
  const { endpoint, keys } = held.toJSON()
  await call('POST', {
    device_id: deviceId(),
    subscription: { endpoint, keys },
    user_agent: navigator.userAgent.slice(0, 1000),
    is_renewal: !isAsked,
  })
  saveEndpoint(userId, held.endpoint)
}

/** Ends the browser's subscription. The push service then answers 410, so that the server forgets it in any case. */
export async function endSubscription(): Promise<string | null> {
  const registration = await navigator.serviceWorker?.getRegistration()
  const held = await registration?.pushManager?.getSubscription()
  if (!held) return null
  await held.unsubscribe()
  return held.endpoint
}

/** Forgets this browser on both sides; needs the person still signed in. */
export async function forgetDevice(): Promise<void> {
  const endpoint = await endSubscription()
  if (endpoint) await call('DELETE', { endpoint })
}
