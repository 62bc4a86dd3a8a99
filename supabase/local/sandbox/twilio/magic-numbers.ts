import type { Effect } from '../effect.ts'
import { courseTo } from '../fault.ts'
import { deliveryErrors, twilioError } from './error.ts'

export type LineType = 'mobile' | 'landline' | 'nonFixedVoip' | 'invalid'

/** A number that always misbehaves in one way. `says` is the line of the table on the page. */
export type Magic = {
  number: string
  says: string
  effect?: Effect
  line?: LineType
  verify?: { start?: number; check?: number }
}

/** Twilio's own test numbers, +1 500 555 000N: the same codes its test credentials give. */
const twilios: Magic[] = [
  refused('+15005550001', 21211, 'invalid number'),
  refused('+15005550002', 21612, 'cannot be reached from the sender'),
  refused('+15005550003', 21408, 'region not permitted'),
  refused('+15005550004', 21610, 'has sent STOP'),
  refused('+15005550009', 21614, 'not a mobile number'),
]

/** Ours, +44 7700 9001NN, from the range Ofcom keeps for drama: they never belong to anybody. */
const ours: Magic[] = [
  ...[3, 4, 5, 6, 7, 8, 34, 36].map((nn) => ends(nn, 30_000 + nn)),
  is(29, '429 with Retry-After: 2', { isKept: false, refuse: { httpStatus: 429, retryAfterS: 2 } }),
  is(50, 'HTTP 500', { isKept: false, refuse: { httpStatus: 500 } }),
  is(51, 'HTTP 503', { isKept: false, refuse: { httpStatus: 503 } }),
  is(52, 'redirect 307', { isKept: false, manner: 'redirect' }),
  is(60, 'never answers, message not taken', { isKept: false, manner: 'silence' }),
  is(61, 'connection reset, message not taken', { isKept: false, manner: 'reset' }),
  is(62, 'message taken, connection reset instead of an answer', { manner: 'reset' }),
  is(63, 'message taken, never answers', { manner: 'silence' }),
  is(64, 'message taken, answer cut in the middle', { manner: 'cut' }),
  is(65, 'message taken, answer is not JSON', { manner: 'garbage' }),
  is(66, 'message taken, answer of 10 MB', { manner: 'huge' }),
  is(67, 'message taken, answer of one byte a second', { manner: 'slow' }),
  is(68, 'message taken, answers after 20 s', { manner: 'late' }),
  is(70, 'each callback twice', { course: { callbacks: 'doubled' } }),
  is(71, 'callbacks in reverse order', { course: { callbacks: 'reordered' } }),
  is(72, 'no callback at all, `sent` for ever', { course: { final: 'sent', callbacks: 'none' } }),
  is(73, 'callbacks late, 10 s apart', { course: { callbacks: 'late' } }),
  is(74, 'a forged `failed` before each true callback', { course: { callbacks: 'forged' } }),
  {
    ...refused(numberOf(80), 21614, 'landline (Lookup); Verify says 60205'),
    line: 'landline',
    verify: { start: 60205 },
  },
  { number: numberOf(81), says: 'VoIP line (Lookup)', line: 'nonFixedVoip' },
  {
    ...refused(numberOf(82), 21211, 'not a valid number (Lookup)'),
    line: 'invalid',
    verify: { start: 60200 },
  },
  { number: numberOf(90), says: 'Verify: sent too often (60203)', verify: { start: 60203 } },
  { number: numberOf(91), says: 'Verify: too many at once (60212)', verify: { start: 60212 } },
  { number: numberOf(92), says: 'Verify: checked too often (60202)', verify: { check: 60202 } },
]

export const magicNumbers: readonly Magic[] = [...twilios, ...ours]

const byNumber = new Map(magicNumbers.map((magic) => [magic.number, magic]))
export const magicOf = (number: string): Magic | undefined => byNumber.get(number)

function numberOf(nn: number): string {
  return `+4477009001${String(nn).padStart(2, '0')}`
}
function is(nn: number, says: string, effect: Effect): Magic {
  return { number: numberOf(nn), says, effect }
}
function ends(nn: number, code: number): Magic {
  const course = courseTo(code)
  return is(nn, `${course.final} with ${code}: ${deliveryErrors[code]}`, { course })
}
function refused(number: string, code: number, says: string): Magic {
  const effect: Effect = { isKept: false, refuse: { httpStatus: twilioError(code).status, code } }
  return { number, says: `${says} (${code})`, effect }
}
