import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { RequestHeaders } from './authorization.ts'
import type { Vsn } from './frames.ts'
import type { Services } from './services.ts'
import type { Identity } from './token.ts'

export type Handshake = { vsn: Vsn; identity: Identity; headers: RequestHeaders }
export type HandshakeRefusal = { status: number; error: string }

/** Who wants to connect? The key comes in the header x-api-key or in the query as apikey. */
export async function readHandshake(
  { verify, resolveKey, limits }: Services,
  req: IncomingMessage,
  connections: number,
): Promise<Handshake | HandshakeRefusal> {
  const url = new URL(req.url ?? '/', 'http://realtime')
  if (url.pathname !== '/realtime/v1/websocket') return { status: 404, error: 'Not found' }
  const header = req.headers['x-api-key']
  const key = typeof header === 'string' ? header : url.searchParams.get('apikey')
  if (!key) return { status: 401, error: 'API key is missing' }
  const verdict = await verify(resolveKey(key))
  if ('refusal' in verdict) {
    const isExpired = verdict.refusal.message.startsWith('Token has expired')
    return { status: 401, error: isExpired ? 'Token has expired' : verdict.refusal.message }
  }
  if (connections >= limits.connections) return { status: 429, error: 'Too many connected users' }
  const vsn = (url.searchParams.get('vsn') ?? '1.0.0').startsWith('1.') ? 1 : 2
  return { vsn, identity: verdict.identity, headers: ownHeaders(req) }
}

export function refuseHandshake(socket: Duplex, { status, error }: HandshakeRefusal): void {
  const body = JSON.stringify({ error })
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

function ownHeaders(req: IncomingMessage): RequestHeaders {
  return Object.fromEntries(
    Object.entries(req.headers).flatMap(([name, value]) =>
      name.startsWith('x-') && typeof value === 'string' ? [[name, value]] : [],
    ),
  )
}
