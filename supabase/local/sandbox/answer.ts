import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { Effect, Manner } from './effect.ts'
import type { Pace } from './pace.ts'

export type Env = { Bindings: HttpBindings }

/** 10 MB: more than any sane client reads of an answer. */
const hugeBytes = 10 * 1024 * 1024

/** Sends `response` the way `effect` says: late, cut, one byte at a time, or never. */
export async function answer(
  c: Context<Env>,
  response: Response,
  effect: Effect,
  pace: Pace,
): Promise<Response> {
  if (effect.delayMs) await wait(effect.delayMs, c.req.raw.signal)
  return effect.manner ? spoilt(c, response, effect.manner, pace) : response
}

async function spoilt(c: Context<Env>, response: Response, manner: Manner, pace: Pace): Promise<Response> {
  const { outgoing } = c.env
  // A push service's answer has no body; spoilt, it gets one.
  const text = async () => (await response.text()) || '{}'
  switch (manner) {
    case 'reset':
      outgoing.socket?.resetAndDestroy()
      return RESPONSE_ALREADY_SENT
    case 'silence':
      return RESPONSE_ALREADY_SENT
    case 'cut': {
      const whole = Buffer.from(await text())
      outgoing.writeHead(response.status, {
        'content-type': 'application/json',
        'content-length': whole.length,
      })
      outgoing.write(whole.subarray(0, whole.length / 2), () => outgoing.socket?.destroy())
      return RESPONSE_ALREADY_SENT
    }
    case 'garbage':
      return new Response('{"sid": "SM', { status: response.status, headers: response.headers })
    case 'huge': {
      const padded = { ...(JSON.parse(await text()) as object), padding: 'x'.repeat(hugeBytes) }
      return Response.json(padded, { status: response.status })
    }
    case 'slow':
      return new Response(drip(Buffer.from(await text()), pace.byteMs), {
        status: response.status,
        headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
      })
    case 'late':
      await wait(pace.delayMs, c.req.raw.signal)
      return response
    case 'redirect':
      return new Response(null, { status: 307, headers: { location: '/twilio/elsewhere' } })
  }
}

function drip(bytes: Uint8Array, byteMs: number): ReadableStream<Uint8Array> {
  let position = 0
  return new ReadableStream({
    async pull(controller) {
      if (position > 0) await wait(byteMs)
      controller.enqueue(bytes.subarray(position, ++position))
      if (position >= bytes.length) controller.close()
    },
  })
}

/** Resolves after `ms`, or as soon as `signal` says nobody listens any more. */
function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    timer.unref()
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
