import * as v from 'valibot'
import { type Effect, manners } from './effect.ts'

/** Something that will go wrong with the next `times` requests that match. */
export const faultInput = v.pipe(
  v.object({
    kind: v.picklist([
      'sms',
      'vonage',
      'push',
      'mail',
      'verify',
      'lookup',
      'callback',
      'router',
      'flutterwave',
      'mpesa',
      'payment',
      'payment_callback',
    ]),
    /** The recipient; of payments the number of the order. */
    to: v.optional(v.string()),
    device: v.optional(v.string()),
    /** The last five are what happens to the callbacks of payments; `reorder` holds one back until the next has gone. */
    mode: v.picklist([
      'fail',
      'delay',
      'lose',
      'status',
      'double',
      'reorder',
      'forge',
      'partial',
      'currency',
    ]),
    code: v.optional(v.pipe(v.number(), v.integer())),
    http_status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599))),
    ms: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(600_000))),
    /** How a lost answer is lost; default: the connection is reset. */
    manner: v.optional(v.picklist(manners)),
    times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)), 1),
  }),
  v.check(
    (fault) => fault.mode !== 'status' || fault.kind === 'sms' || fault.kind === 'vonage',
    'only an SMS has a status to come',
  ),
  v.check(
    (fault) => (fault.kind !== 'callback' && fault.kind !== 'payment_callback') || fault.mode !== 'fail',
    'a callback is lost or delayed, never failed',
  ),
  v.check(
    (fault) =>
      fault.kind === 'payment_callback' ||
      !['double', 'reorder', 'forge', 'partial', 'currency'].includes(fault.mode),
    'only the callback of a payment is doubled, reordered, forged or says another sum',
  ),
)

export type Fault = v.InferOutput<typeof faultInput> & { id: number }

/** The armed faults, oldest first. Held in memory only: a restart begins without any. */
export type Faults = {
  arm(input: v.InferOutput<typeof faultInput>): Fault
  /** Uses up one turn of the first fault for this kind and recipient. */
  take(kind: Fault['kind'], ...recipients: (string | null)[]): Fault | undefined
  list(): Fault[]
  disarm(id: number): boolean
  clear(): void
}

/** `onChange` is called after every arming, use and disarming. */
export function createFaults(onChange: () => void): Faults {
  let armed: Fault[] = []
  let nextId = 1
  const keep = (rest: Fault[]) => {
    armed = rest
    onChange()
  }
  return {
    arm(input) {
      const fault = { ...input, id: nextId++ }
      keep([...armed, fault])
      return fault
    },
    take(kind, ...recipients) {
      const fault = armed.find(({ kind: k, to, device }) => {
        const wanted = to ?? device
        return k === kind && (wanted === undefined || recipients.includes(wanted))
      })
      if (!fault) return undefined
      fault.times -= 1
      keep(armed.filter(({ times }) => times > 0))
      return fault
    },
    list: () => armed,
    disarm(id) {
      const rest = armed.filter((fault) => fault.id !== id)
      const isFound = rest.length < armed.length
      if (isFound) keep(rest)
      return isFound
    },
    clear: () => keep([]),
  }
}

/** What a fault does to a request; without a fault, nothing. A `lose` with `ms` is silent for so long first. */
export function faultEffect(fault: Fault | undefined, delayMs: number): Effect | undefined {
  switch (fault?.mode) {
    case undefined:
    case 'double':
    case 'reorder':
    case 'forge':
    case 'partial':
    case 'currency':
      return undefined
    case 'delay':
      return { delayMs: fault.ms ?? delayMs }
    case 'lose':
      return { manner: fault.manner ?? 'reset', delayMs: fault.ms ?? 0 }
    case 'status':
      return { course: courseTo(fault.code ?? 30003) }
    case 'fail': {
      // 30xxx are never answers of the API: whoever asks for one wants it as the final status.
      if ((fault.kind === 'sms' || fault.kind === 'vonage') && fault.code && fault.code >= 30_000)
        return { course: courseTo(fault.code) }
      // A code that is a status is meant as one: `{ kind: 'push', mode: 'fail', code: 410 }`.
      const isStatus = fault.code !== undefined && fault.code >= 400 && fault.code <= 599
      const code = isStatus ? undefined : fault.code
      const httpStatus = fault.http_status ?? (isStatus ? fault.code : code === undefined ? 500 : undefined)
      const retryAfterS =
        httpStatus === 429 || code === 20429 ? Math.ceil((fault.ms ?? 1000) / 1000) : undefined
      return { isKept: false, refuse: { httpStatus, code, retryAfterS } }
    }
  }
}

/** 30001, 30002, 30010 and 30036 never leave Twilio (`failed`); the others are said by the carrier (`undelivered`). */
export function courseTo(code: number): NonNullable<Effect['course']> {
  return { final: [30001, 30002, 30010, 30036].includes(code) ? 'failed' : 'undelivered', errorCode: code }
}
