import { createClient } from '@supabase/supabase-js'
import WebSocket from 'ws'
import { type Finding, finding } from '../send/check-config.ts'
import type { Target } from '../send/target.ts'

const limitMs = 15_000
const unset = (what: string, name: string): Finding => ({ what, state: 'bad', detail: `not set: ${name}` })
const said = (cause: unknown) => (cause instanceof Error ? (cause.cause ?? cause).toString() : String(cause))

async function get(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(limitMs) })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** Somebody without a session reads no row of anything. */
export async function checkRest({ url, publishableKey }: Target): Promise<Finding[]> {
  const what = 'REST'
  if (!url || !publishableKey) return [unset(what, 'VITE_SUPABASE_URL or VITE_SUPABASE_PUBLISHABLE_KEY')]
  try {
    const { status, text } = await get(`${url}/rest/v1/orders?select=id&limit=1`, { apikey: publishableKey })
    const isShut = status === 401 || (status === 200 && text.trim() === '[]')
    return [
      finding(
        what,
        isShut,
        isShut ? 'answers, and shows strangers nothing' : `HTTP ${status}: ${text.slice(0, 120)}`,
      ),
    ]
  } catch (cause) {
    return [finding(what, false, said(cause))]
  }
}

/** Only confirmed addresses may get mail: without confirmation anybody signs up as anybody. */
export async function checkAuth({ url, publishableKey, isLocal }: Target): Promise<Finding[]> {
  const what = 'Auth confirms addresses'
  if (!url || !publishableKey) return []
  try {
    const { status, text } = await get(`${url}/auth/v1/settings`, { apikey: publishableKey })
    if (status !== 200) return [finding(what, false, `HTTP ${status}`)]
    const isOff = (JSON.parse(text) as { mailer_autoconfirm?: boolean }).mailer_autoconfirm === true
    if (isLocal) return [finding('Auth', true, 'answers; addresses are not confirmed here')]
    return [finding(what, !isOff, isOff ? 'switch "Confirm email" on' : 'yes')]
  } catch (cause) {
    return [finding(what, false, said(cause))]
  }
}

/** Every topic is private; a project that lets in public ones lets anybody shout into the app. */
export async function checkRealtime({ url, publishableKey, isLocal }: Target): Promise<Finding[]> {
  const what = isLocal ? 'Realtime' : 'Realtime lets in no public topic'
  if (!url || !publishableKey) return []
  const supabase = createClient(url, publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    realtime: { transport: WebSocket as never },
  })
  try {
    const state = await new Promise<string>((resolve) => {
      const late = setTimeout(() => resolve('no answer'), limitMs)
      supabase.channel('deploy-check').subscribe((status, error) => {
        if (status === 'CLOSED') return
        clearTimeout(late)
        resolve(status === 'SUBSCRIBED' ? 'joined' : `refused: ${error?.message ?? status}`)
      })
    })
    // local stacks have no such setting
    if (isLocal) return [finding(what, state === 'joined', state === 'joined' ? 'answers' : state)]
    const isRefused = /PrivateOnly|private/i.test(state)
    const how = state === 'joined' ? 'switch off "Allow public access" in Realtime settings' : state
    return [finding(what, isRefused, isRefused ? 'refused' : how)]
  } finally {
    await supabase.removeAllChannels()
    supabase.realtime.disconnect()
  }
}

/** The app is served, also below addresses that only it knows, and says what a page may load. */
export async function checkApp({ env, isLocal }: Target): Promise<Finding[]> {
  const base = env.APP_URL
  if (!base) return [unset('App', 'APP_URL')]
  try {
    const [home, below, worker] = await Promise.all([
      get(`${base}/`),
      get(`${base}/orders/00000000-0000-4000-8000-000000000000`),
      get(`${base}/sw.js`),
    ])
    const isApp = (page: { status: number; text: string }) =>
      page.status === 200 && page.text.includes('id="root"')
    const policy =
      home.headers.get('content-security-policy') ??
      (/http-equiv="content-security-policy"/i.exec(home.text) ? 'in the page' : '')
    const isSecure = isLocal || base.startsWith('https://')
    return [
      finding(
        'App',
        isApp(home) && isSecure,
        isSecure ? `HTTP ${home.status}` : 'needs https: browsers give no push and no position without',
      ),
      finding(
        'App: unknown paths',
        isApp(below),
        isApp(below) ? 'give the app' : `HTTP ${below.status}: answer them with index.html`,
      ),
      finding(
        'App: service worker',
        worker.status === 200 && /javascript/.test(worker.headers.get('content-type') ?? ''),
        `HTTP ${worker.status} ${worker.headers.get('content-type') ?? ''}`,
      ),
      finding('App: content security policy', policy !== '', policy === '' ? 'none' : 'set'),
    ]
  } catch (cause) {
    return [finding('App', false, `${base}: ${said(cause)}`)]
  }
}
