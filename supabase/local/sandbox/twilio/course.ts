import type { Sms, SmsStatus, Stored } from '../entry.ts'
import type { Faults } from '../fault.ts'
import type { Log } from '../log.ts'
import type { Pace } from '../pace.ts'
import type { VonageAccount } from '../vonage/account.ts'
import { receiptOf } from '../vonage/receipt.ts'
import type { CallbackSender } from './callback.ts'
import { isFinal } from './resource.ts'

export type Courses = {
  /** Leads a message from where it is to where its course ends, calling back at each status. */
  follow(sms: Stored<Sms>): void
  stop(): void
}

/** The number a Messaging Service of this stand-in sends from: Twilio's valid test sender. */
export const serviceNumber = '+15005550006'

export function createCourses(o: {
  log: Log
  faults: Faults
  callbacks: CallbackSender
  accountSid: string
  vonage?: VonageAccount
  pace: Pace
}): Courses {
  const timers = new Set<NodeJS.Timeout>()
  const later = (ms: number, task: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      task()
    }, ms)
    timers.add(timer)
  }

  const call = (sms: Stored<Sms>, status: SmsStatus, errorCode: number | null, isForged = false) => {
    const url = sms.status_callback
    if (!url) return
    const isVonage = sms.via === 'vonage' && o.vonage
    const params = isVonage
      ? receiptOf(isVonage, sms, status, errorCode, isForged)
      : callbackParams(sms, status, errorCode, o.accountSid)
    if (!params) return
    const provider = isVonage ? 'vonage' : 'twilio'
    const send = () =>
      void o.callbacks.send({ provider, url, params, about: sms.sid, to: sms.to, event: status, isForged })
    const fault = isForged ? undefined : o.faults.take('callback', sms.to)
    if (fault?.mode === 'lose') return
    if (fault) later(fault.ms ?? o.pace.delayMs, send)
    else send()
  }

  const step = (sms: Stored<Sms>, passed: SmsStatus[]) => {
    const { course } = sms
    const status = statusAfter(sms)
    const now = new Date().toISOString()
    o.log.change(sms, {
      status,
      updated_at: now,
      from: sms.from ?? serviceNumber,
      ...(status === 'sent' ? { sent_at: now } : {}),
      ...(status === course.final ? { error_code: course.errorCode } : {}),
    })
    announce(sms, status, passed)
    if (!isFinal(sms)) later(o.pace.stepMs, () => step(sms, [...passed, status]))
  }

  const announce = (sms: Stored<Sms>, status: SmsStatus, passed: SmsStatus[]) => {
    const { callbacks } = sms.course
    const code = status === sms.course.final ? sms.course.errorCode : null
    if (callbacks === 'none') return
    if (callbacks === 'late') return later(o.pace.lateMs * (passed.length + 1), () => call(sms, status, code))
    if (callbacks === 'reordered') {
      if (!isFinal(sms)) return
      const backwards: SmsStatus[] = [status, ...passed.toReversed()]
      for (const [i, s] of backwards.entries())
        later(i * o.pace.stepMs, () => call(sms, s, s === status ? code : null))
      return
    }
    if (callbacks === 'forged') call(sms, 'failed', 30_008, true)
    call(sms, status, code)
    if (callbacks === 'doubled') call(sms, status, code)
  }

  return {
    follow(sms) {
      if (!isFinal(sms)) later(o.pace.stepMs, () => step(sms, []))
    },
    stop() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}

function statusAfter({ status, course }: Sms): SmsStatus {
  if (status === 'accepted') return 'queued'
  // What fails never leaves the house; everything else is sent before its end is known.
  return status === 'queued' && course.final !== 'failed' ? 'sent' : course.final
}

/** The parameters of an outbound status callback (twilio.com/docs/messaging/guides/track-outbound-message-status). */
function callbackParams(sms: Sms, status: SmsStatus, errorCode: number | null, accountSid: string) {
  return {
    MessageSid: sms.sid,
    SmsSid: sms.sid,
    MessageStatus: status,
    SmsStatus: status,
    To: sms.to,
    From: sms.from ?? serviceNumber,
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    ...(sms.messaging_service_sid ? { MessagingServiceSid: sms.messaging_service_sid } : {}),
    ...(errorCode ? { ErrorCode: String(errorCode) } : {}),
    ...(status === 'delivered' || status === 'undelivered' ? { RawDlrDoneDate: dlrDate(new Date()) } : {}),
  }
}

/** YYMMDDhhmm, without a zone, as carriers write it. */
function dlrDate(date: Date): string {
  return date.toISOString().replace(/\D/g, '').slice(2, 12)
}
