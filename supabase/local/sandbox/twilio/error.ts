/** Twilio's error codes the stand-in answers with: HTTP status and text, after twilio.com/docs/api/errors. */
const errors: Record<number, [httpStatus: number, text: string]> = {
  20001: [400, 'The sandbox does not imitate {detail}'],
  20003: [401, 'Authenticate'],
  20404: [404, 'The requested resource {detail} was not found'],
  20429: [429, 'Too Many Requests'],
  20500: [500, 'An internal server error has occurred'],
  20503: [503, 'Service unavailable'],
  21211: [400, "Invalid 'To' Phone Number: {detail}"],
  21212: [400, "Invalid 'From' Number (Caller ID): {detail}"],
  21408: [
    400,
    "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: {detail}",
  ],
  21602: [400, 'Message body is required.'],
  21603: [400, "A 'From' phone number is required."],
  21604: [400, "A 'To' phone number is required."],
  21606: [400, "The 'From' phone number {detail} is not a valid, SMS-capable number of your account."],
  21609: [400, "The 'StatusCallback' URL {detail} is not a valid URL."],
  21610: [400, 'Attempt to send to unsubscribed recipient'],
  21611: [400, "This 'From' number has exceeded the maximum number of queued messages"],
  21612: [
    400,
    "The 'To' phone number: {detail}, is not currently reachable using the 'From' phone number via SMS.",
  ],
  21614: [400, "'To' number: {detail}, is not a valid mobile number"],
  21617: [400, 'The concatenated message body exceeds the 1600 character limit'],
  21701: [400, 'The Messaging Service does not exist'],
  53112: [400, 'Room Status is invalid'],
  53113: [400, 'Room exists'],
  60200: [400, 'Invalid parameter: {detail}'],
  60202: [429, 'Max check attempts reached'],
  60203: [429, 'Max send attempts reached'],
  60205: [403, 'SMS is not supported by landline phone number'],
  60212: [429, 'Too many concurrent requests for phone number'],
}

/** What carriers and Twilio say of a message afterwards; the resource repeats it as `error_message`. */
export const deliveryErrors: Record<number, string> = {
  30001: 'Queue overflow',
  30002: 'Account suspended',
  30003: 'Unreachable destination handset',
  30004: 'Message blocked',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
  30008: 'Unknown error',
  30010: 'Message price exceeds max price',
  30034: 'US A2P 10DLC: message from an unregistered number',
  30036: 'Validity period expired',
}

export type TwilioError = { code: number; message: string; more_info: string; status: number }

/** `httpStatus` overrides the code's own; a code not in the list is a 400. */
export function twilioError(code: number, detail = '', httpStatus?: number): TwilioError {
  const [status, text] = errors[code] ?? [400, deliveryErrors[code] ?? 'Error']
  return {
    code,
    message: text.replace('{detail}', detail),
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status: httpStatus ?? status,
  }
}

/** The code Twilio uses for a status that says nothing more. */
export function codeOf(httpStatus: number): number {
  return { 401: 20003, 404: 20404, 429: 20429, 503: 20503 }[httpStatus] ?? (httpStatus >= 500 ? 20500 : 20001)
}
