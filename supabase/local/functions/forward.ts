import { type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import type { FunctionProcess } from './process.ts'

// these belong to one connection, not to the message (RFC 9110 section 7.6.1)
const perConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
])

/** Raw headers as node:http keeps them, a flat list of names and values, without those of the connection. */
function passed(rawHeaders: string[]): string[] {
  return rawHeaders.filter((_, i) => !perConnection.has((rawHeaders[i - (i % 2)] ?? '').toLowerCase()))
}

/**
 * Passes one request to a function's process, streaming both ways. Resolves when the answer has gone out whole or the
 * caller hung up; rejects when the process gave none or broke off.
 */
export function forward(
  { port, agent }: { port: number; agent: FunctionProcess['agent'] },
  path: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = [
      ...passed(incoming.rawHeaders),
      ...['x-forwarded-for', incoming.socket.remoteAddress ?? '127.0.0.1'],
      ...['x-forwarded-host', incoming.headers.host ?? ''],
      ...['x-forwarded-proto', 'http'],
    ]
    const upstream = send(
      { host: '127.0.0.1', port, agent, method: incoming.method, path, headers },
      (answer) => {
        // a function may answer before it has read the whole body; that its connection then breaks is no error
        upstream.off('error', reject).on('error', () => {})
        outgoing.writeHead(answer.statusCode ?? 502, passed(answer.rawHeaders))
        answer.on('error', reject)
        answer.pipe(outgoing)
      },
    )
    upstream.on('error', reject)
    outgoing.on('finish', resolve)
    outgoing.on('close', () => {
      upstream.destroy()
      resolve()
    })
    incoming.pipe(upstream)
  })
}
