import type { MiddlewareHandler } from 'hono'
import type { Env } from '../answer.ts'

const names = ['127.0.0.1', 'localhost', '[::1]']
const peers = /^(::ffff:)?127\.|^::1$/

/**
 * Keeps others away from what the desk shows, even when the providers' side listens on every address: other machines, names
 * that were re-pointed at this one (DNS rebinding), and foreign pages, which may link here but neither read nor post.
 */
export function guard(): MiddlewareHandler<Env> {
  return async (c, next) => {
    const host = (c.req.header('host') ?? '').replace(/:\d+$/, '')
    const peer = c.env.incoming.socket.remoteAddress ?? ''
    if (!names.includes(host) || !peers.test(peer))
      return refused('ask for 127.0.0.1 or localhost on this machine')
    const isForeign = c.req.header('sec-fetch-site') === 'cross-site'
    if (isForeign && c.req.header('sec-fetch-mode') !== 'navigate') return refused('another site may not ask')
    return next()
  }
}

function refused(message: string): Response {
  return Response.json({ code: 'forbidden', message }, { status: 403 })
}
