import type { MiddlewareHandler } from 'hono'
import type { Env } from './answer.ts'

/**
 * Refuses bodies above `maxBytes` with 413, announced or not. Hono's own builds a new Request, which Node's refuses to make
 * from the one of @hono/node-server.
 */
export function bodyLimit(maxBytes: number): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (Number(c.req.header('content-length') ?? 0) > maxBytes) return tooLarge(maxBytes)
    if (c.req.header('transfer-encoding') === undefined) return next()
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of c.req.raw.body ?? []) {
      size += chunk.length
      if (size > maxBytes) return tooLarge(maxBytes)
      chunks.push(chunk)
    }
    // What Hono keeps here are promises, whatever its types say.
    c.req.bodyCache.arrayBuffer = new Response(Buffer.concat(chunks)).arrayBuffer() as Promise<ArrayBuffer> &
      ArrayBuffer
    return next()
  }
}

function tooLarge(maxBytes: number): Response {
  return Response.json(
    { code: 'too_large', message: `more than ${maxBytes} bytes` },
    { status: 413, headers: { connection: 'close' } },
  )
}
