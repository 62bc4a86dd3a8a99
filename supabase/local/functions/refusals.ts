import type { ServerResponse } from 'node:http'

// What Supabase's platform answers before or instead of a function: status, and the words its documentation shows.
const refusals = {
  NOT_FOUND: [404, 'Requested function was not found'],
  UNAUTHORIZED_NO_AUTH_HEADER: [401, 'Missing authorization header'],
  UNAUTHORIZED_INVALID_JWT_FORMAT: [401, 'Invalid JWT'],
  UNAUTHORIZED_LEGACY_JWT: [401, 'Invalid JWT'],
  WORKER_ERROR: [500, 'Function exited due to an error (please check logs)'],
  BOOT_ERROR: [503, 'Function failed to start (please check logs)'],
  IDLE_TIMEOUT: [504, 'Request idle timeout limit (150s) reached'],
  WORKER_LIMIT: [546, 'Function failed due to not having enough compute resources (please check logs)'],
} as const

export type RefusalCode = keyof typeof refusals

/** Answers in the platform's place, with its code in `sb-error-code` too. Does nothing when an answer has begun. */
export function refuse(response: ServerResponse, code: RefusalCode): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const [status, message] = refusals[code]
  const headers = {
    'content-type': 'application/json',
    'sb-error-code': code,
    'access-control-allow-origin': '*',
  }
  response.writeHead(status, headers).end(JSON.stringify({ code, message }))
}
