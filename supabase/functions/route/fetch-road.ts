import { ask } from '../_shared/ask.ts'
import { retryAfter } from '../_shared/outcome.ts'
import { type Road, readRoad } from './route-answer.ts'
import { type Router, routeUrl } from './router.ts'

/** What became of one wish, in the words of settle_route. `code` is for the log. */
export type Answer =
  | ({ outcome: 'found' } & Road)
  | { outcome: 'none'; code: string }
  | { outcome: 'retry'; code: string; retry_after_s?: number }

export type Wish = { from_lat: number; from_lng: number; to_lat: number; to_lng: number }

const limits = { timeoutMs: 2000, maxBytes: 2 * 1024 * 1024 }

/** Asks the router once. Never throws for what the router or the network do. */
export async function fetchRoad(router: Router, wish: Wish, timeoutMs = limits.timeoutMs): Promise<Answer> {
  const headers = { accept: 'application/json' }
  const said = await ask(routeUrl(router, wish), { headers }, { ...limits, timeoutMs })
  if ('silence' in said) return { outcome: 'retry', code: said.silence }
  if (said.status === 429 || said.status >= 500)
    return { outcome: 'retry', code: String(said.status), ...retryAfter(said.headers.get('retry-after')) }
  // a longer answer would be no shorter the next time
  if (said.isCut) return { outcome: said.text.length > 1_000_000 ? 'none' : 'retry', code: 'cut' }
  const body = parse(said.text)
  // what OSRM cannot do it says with a code, such as NoRoute or NoSegment, and status 400
  if (said.status !== 200) return { outcome: 'none', code: `${said.status} ${codeOf(body)}`.trim() }
  const from = { lat: wish.from_lat, lng: wish.from_lng }
  const road = readRoad(body, from, { lat: wish.to_lat, lng: wish.to_lng })
  return road ? { outcome: 'found', ...road } : { outcome: 'none', code: codeOf(body) || 'garbage' }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return
  }
}

function codeOf(body: unknown): string {
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
  return typeof code === 'string' && /^\w{1,40}$/.test(code) ? code : ''
}
