import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGateway } from './gateway.ts'
import { freePort } from './ports.ts'

let gateway: Awaited<ReturnType<typeof startGateway>>
let base: string
let lastAborted = Promise.resolve(false)

// the parts answer what they were asked, so that what the gateway changes can be seen
beforeAll(async () => {
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  gateway = await startGateway({ port, log: () => {} })
  expect((await fetch(`${base}/rest/v1/orders`)).status).toBe(503)
  gateway.serve({
    api: {
      async fetch(request, peer) {
        const { pathname } = new URL(request.url)
        if (pathname === '/rest/v1/breaks') throw new Error('broken')
        if (pathname === '/rest/v1/never') {
          lastAborted = new Promise((resolve) =>
            request.signal.addEventListener('abort', () => resolve(true)),
          )
          return new Promise(() => {})
        }
        if (pathname === '/storage/v1/count') {
          let size = 0
          let pieces = 0
          for await (const piece of request.body ?? []) {
            size += piece.length
            pieces++
          }
          return Response.json({ size, isStreamed: pieces > 1 })
        }
        return Response.json(
          { method: request.method, pathname, peer },
          { headers: { 'content-range': '0-1/2' } },
        )
      },
    },
    realtime: {
      async handle(_req, res) {
        res.writeHead(202).end()
      },
      upgrade(_req, socket) {
        socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\nhello')
      },
    },
    functions: {
      handle(req, res) {
        res.writeHead(200, { 'x-method': req.method ?? '' }).end()
      },
    },
  })
})
afterAll(() => gateway.stop())

test('each path reaches its part, and a browser of any origin may read the answer', async () => {
  for (const path of ['/rest/v1/orders', '/auth/v1/token', '/storage/v1/object/a']) {
    const response = await fetch(base + path)
    expect(await response.json()).toEqual({ method: 'GET', pathname: path, peer: '127.0.0.1' })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-expose-headers')).toMatch(
      /Content-Range.*X-Supabase-Api-Version/,
    )
  }
  expect((await fetch(`${base}/realtime/v1/api/broadcast`, { method: 'POST' })).status).toBe(202)
  expect((await fetch(`${base}/health`)).status).toBe(200)
  expect((await fetch(`${base}/rest/v10`)).status).toBe(404)
})

test('a preflight is answered for the API and left to functions, as on hosted Supabase', async () => {
  const ask = (path: string) =>
    fetch(base + path, {
      method: 'OPTIONS',
      headers: { 'access-control-request-headers': 'apikey,x-mine', origin: 'http://a' },
    })
  const rest = await ask('/rest/v1/orders')
  expect([rest.status, rest.headers.get('access-control-allow-headers')]).toEqual([200, 'apikey,x-mine'])
  expect(rest.headers.get('access-control-allow-methods')).toContain('PATCH')
  const fn = await ask('/functions/v1/send-sms')
  expect(fn.headers.get('x-method')).toBe('OPTIONS')
  expect(fn.headers.get('access-control-allow-origin')).toBeNull()
})

test('a large upload streams through', async () => {
  const body = new Uint8Array(20 * 1024 * 1024)
  const response = await fetch(`${base}/storage/v1/count`, { method: 'POST', body })
  expect(await response.json()).toEqual({ size: body.length, isStreamed: true })
})

test('HEAD has the headers and no body', async () => {
  const response = await fetch(`${base}/rest/v1/orders`, { method: 'HEAD' })
  expect(response.headers.get('content-range')).toBe('0-1/2')
  expect(await response.text()).toBe('')
})

test('a part that throws is a 500 without its reason', async () => {
  const response = await fetch(`${base}/rest/v1/breaks`)
  expect(response.status).toBe(500)
  expect(await response.text()).not.toContain('broken')
})

test('a client that goes away is told to the part', async () => {
  const leaving = new AbortController()
  const asking = fetch(`${base}/rest/v1/never`, { signal: leaving.signal }).catch(() => {})
  await new Promise((resolve) => setTimeout(resolve, 100))
  leaving.abort()
  await asking
  expect(await lastAborted).toBe(true)
})

test('an upgrade goes to Realtime and nowhere else', async () => {
  const upgrade = async (path: string) => {
    const socket = connect(Number(new URL(base).port), '127.0.0.1')
    socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`)
    const [data] = await once(socket, 'data')
    socket.destroy()
    return String(data).split('\r\n')[0]
  }
  expect(await upgrade('/realtime/v1/websocket?vsn=2.0.0')).toContain('101')
  expect(await upgrade('/rest/v1/orders')).toContain('404')
})
