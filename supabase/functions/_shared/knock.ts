import { refuse } from './errors.ts'
import { bearerToken, isSameSecret } from './secret.ts'
import { type Handle, type Log, serve } from './serve.ts'

type Door = {
  secret: string
  /** Looks for work and does it; the promise ends when there is none left. */
  work(): Promise<void>
  /** Keeps the instance alive after the answer: `EdgeRuntime.waitUntil`. */
  background(work: Promise<void>): void
  log: Log
}

/**
 * Answers the database's knock: 202 at once, the work behind it. The body is not read: a knock says only that there
 * may be work, and claiming tells what. Errors: not_allowed, method_not_allowed.
 */
export function answerKnocks(door: Door): Handle {
  return serve(
    ['POST'],
    async (request) => {
      await request.body?.cancel()
      if (!isSameSecret(bearerToken(request) ?? '', door.secret)) return refuse('not_allowed')
      door.background(door.work().catch((cause) => door.log(`drain failed: ${cause}`)))
      return new Response(null, { status: 202 })
    },
    door.log,
  )
}
