/** Every code a function of Orderline may answer with, its HTTP status, and the words people see. */
export const errors = {
  not_allowed: { status: 401, message: 'You may not call this.' },
  not_signed_in: { status: 401, message: 'Sign in first.' },
  bad_signature: { status: 403, message: 'The signature does not match.' },
  not_found: { status: 404, message: 'There is nothing here.' },
  order_not_found: { status: 404, message: 'There is no such order.' },
  payment_not_found: { status: 404, message: 'There is no such payment.' },
  provider_not_offered: { status: 404, message: 'This way to pay is not offered here.' },
  method_not_allowed: { status: 405, message: 'This method is not offered here.' },
  call_not_found: { status: 404, message: 'There is no such call.' },
  call_over: { status: 409, message: 'This call is over.' },
  answered_elsewhere: { status: 409, message: 'This call was answered on another device.' },
  phone_already_verified: { status: 409, message: 'This number is already yours and verified.' },
  code_expired: { status: 409, message: 'This code is no longer good. Ask for a new one.' },
  device_removed: {
    status: 409,
    message: 'This device was removed. Turn notifications on again to be told here.',
  },
  nothing_due: { status: 409, message: 'There is nothing to pay for this order.' },
  client_id_used: { status: 409, message: 'This client_id belongs to another payment: make a new one.' },
  body_too_large: { status: 413, message: 'The body is too large.' },
  invalid_body: { status: 422, message: 'The body is not what this function reads.' },
  endpoint_not_allowed: { status: 422, message: 'This is not the address of a known push service.' },
  phone_invalid: {
    status: 422,
    message: 'This is not a phone number. Check the digits and the country.',
  },
  phone_cannot_receive_sms: {
    status: 422,
    message: 'This number cannot receive texts. Use a mobile number.',
  },
  phone_not_accepted: { status: 422, message: 'We cannot send a code to this number. Use another one.' },
  code_wrong: { status: 422, message: 'This is not the code we sent. Check it and try again.' },
  payment_refused: { status: 422, message: 'This cannot be paid this way. Choose another.' },
  too_many_payments: {
    status: 429,
    message: 'That were a lot of payments for an hour. Wait a little before you begin another.',
  },
  too_many_codes: {
    status: 429,
    message: 'A code was asked for too often. Wait before you ask for another.',
  },
  too_many_checks: { status: 429, message: 'Too many wrong codes. Ask for a new one.' },
  unavailable: { status: 503, message: 'Not possible right now. Try again soon.' },
  too_many_requests: { status: 429, message: 'That was too often. Wait a minute and try again.' },
  internal: { status: 500, message: 'Something went wrong on our side.' },
} as const

export type ErrorCode = keyof typeof errors

/** What a program may need besides the code: seconds until it may ask again, wrong codes it may still type. */
type More = { retry_after_s?: number; checks_left?: number }

/** The one error shape: `{ code, message }`, and a number where one helps. The cause belongs in the log, so it cannot be passed here. */
export function refuse(code: ErrorCode, more: More = {}): Response {
  const { status, message } = errors[code]
  const refusal = Response.json({ code, message, ...more }, { status })
  if (more.retry_after_s !== undefined) refusal.headers.set('retry-after', String(more.retry_after_s))
  return refusal
}
