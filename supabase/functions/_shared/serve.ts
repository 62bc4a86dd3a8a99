import { refuse } from './errors.ts'

export type Handle = (request: Request) => Response | Promise<Response>
export type Log = (line: string) => void

/** The frame of every function: other methods are refused with 405, and what surprises is logged and answered with 500. */
export function serve(methods: readonly string[], handle: Handle, log: Log): Handle {
  return async (request) => {
    if (!methods.includes(request.method)) {
      const refusal = refuse('method_not_allowed')
      refusal.headers.set('allow', methods.join(', '))
      return refusal
    }
    try {
      return await handle(request)
    } catch (cause) {
      log(`unexpected: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`)
      return refuse('internal')
    }
  }
}
