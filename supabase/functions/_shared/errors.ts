/** Every code a function of Orderline may answer with, its HTTP status, and the words people see. */
export const errors = {
  not_allowed: { status: 401, message: 'You may not call this.' },
  not_signed_in: { status: 401, message: 'Sign in first.' },
  bad_signature: { status: 403, message: 'The signature does not match.' },
  not_found: { status: 404, message: 'There is nothing here.' },
  method_not_allowed: { status: 405, message: 'This method is not offered here.' },
  body_too_large: { status: 413, message: 'The body is too large.' },
  invalid_body: { status: 422, message: 'The body is not what this function reads.' },
  endpoint_not_allowed: { status: 422, message: 'This is not the address of a known push service.' },
  unavailable: { status: 503, message: 'Not possible right now. Try again soon.' },
  too_many_requests: { status: 429, message: 'That was too often. Wait a minute and try again.' },
  internal: { status: 500, message: 'Something went wrong on our side.' },
} as const

export type ErrorCode = keyof typeof errors

/** The one error shape: `{ code, message }`. The cause belongs in the log, so it cannot be passed here. */
export function refuse(code: ErrorCode): Response {
  const { status, message } = errors[code]
  return Response.json({ code, message }, { status })
}
