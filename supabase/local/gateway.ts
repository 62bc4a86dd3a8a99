import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'

/** What answers behind the one address of the stack. */
export type Services = {
  api: { fetch(request: Request, peer?: string): Promise<Response> }
  realtime: {
    handle(req: IncomingMessage, res: ServerResponse): Promise<void>
    upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void
  }
  functions: { handle(req: IncomingMessage, res: ServerResponse): void }
}

/** Longer than clients keep idle connections, so that it is never us who closes one they are about to use (Kong: 60 s). */
const keepAliveMs = 75_000
const closeGraceMs = 1_000

// PostgREST's list and Auth's: supabase-js reads the counts from content-range, and by the version where an error has its code
const exposed = [
  'Content-Encoding, Content-Location, Content-Range, Content-Type, Date, Location, Server, Transfer-Encoding, Range-Unit',
  'X-Total-Count, Link, X-Supabase-Api-Version',
].join(', ')
const methods = 'GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS,TRACE,CONNECT'

/**
 * The address of the stack, in Kong's place: routes by path, answers CORS for everything but functions, which answer it
 * themselves as on hosted Supabase. Says 503 while it has no services. Rejects when the port is taken.
 */
export async function startGateway(o: { port: number; log: (line: string) => void }) {
  let services: Services | undefined
  const answerApi = getRequestListener((request, { incoming }) => {
    if (!services) return unavailable()
    return services.api.fetch(request, (incoming as IncomingMessage).socket.remoteAddress)
  })

  const route = async (req: IncomingMessage, res: ServerResponse) => {
    const path = pathOf(req)
    if (services && isUnder(path, '/functions/v1')) return services.functions.handle(req, res)
    allowEveryOrigin(req, res)
    if (req.method === 'OPTIONS') return preflight(res)
    if (path === '/health') return json(res, services ? 200 : 503, { pid: process.pid })
    if (['/rest/v1', '/auth/v1', '/storage/v1'].some((prefix) => isUnder(path, prefix)))
      return answerApi(req, res)
    if (services && isUnder(path, '/realtime/v1')) return services.realtime.handle(req, res)
    if (services) json(res, 404, { message: 'no Route matched with those values' })
    else json(res, 503, notNow)
  }

  const server = createServer({ keepAliveTimeout: keepAliveMs, requestTimeout: 0 }, (req, res) => {
    route(req, res).catch((error) => {
      o.log(`gateway: ${req.method} ${req.url}: ${error instanceof Error ? error.stack : error}`)
      if (res.headersSent) res.destroy()
      else json(res, 500, { message: 'An unexpected error occurred' })
    })
  })
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => {})
    if (services && isUnder(pathOf(req), '/realtime/v1')) services.realtime.upgrade(req, socket, head)
    else socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
  })
  await listen(server, o.port)
  return {
    /** What answers from now on; undefined: nothing. */
    serve(next: Services | undefined) {
      services = next
    },
    stop: () => close(server),
  }
}

const notNow = { message: 'The stack is starting or stopping' }
const unavailable = () => Response.json(notNow, { status: 503 })

const pathOf = (req: IncomingMessage) => (req.url ?? '/').split('?', 1)[0] ?? '/'

const isUnder = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`)

function allowEveryOrigin(req: IncomingMessage, res: ServerResponse): void {
  res.setHeader('access-control-allow-origin', '*')
  res.setHeader('access-control-expose-headers', exposed)
  if (req.method !== 'OPTIONS') return
  res.setHeader('access-control-allow-methods', methods)
  res.setHeader('access-control-allow-headers', req.headers['access-control-request-headers'] ?? '*')
  res.setHeader('access-control-max-age', '3600')
  // a page of a public origin that talks to this machine asks for this as well
  if (req.headers['access-control-request-private-network'])
    res.setHeader('access-control-allow-private-network', 'true')
}

function preflight(res: ServerResponse): void {
  res.writeHead(200, { 'content-length': 0 }).end()
}

function json(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), closeGraceMs)
    server.close(() => {
      clearTimeout(impatience)
      resolve()
    })
    server.closeIdleConnections()
  })
}
