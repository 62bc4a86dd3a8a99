import { randomInt } from 'node:crypto'
import { sid } from './door.ts'

/** A code somebody was asked to type. Twilio's limits: lives 10 minutes, 5 sends, 5 checks. */
export type Verification = {
  sid: string
  serviceSid: string
  to: string
  code: string
  status: 'pending' | 'approved' | 'canceled'
  sends: { at: string; attempt_sid: string }[]
  checks: number
  createdAt: string
  updatedAt: string
}

const lifeMs = 10 * 60_000
const sendLimit = 5
const checkLimit = 5

export type Verifications = {
  /** A new code, or the same one once more while it is pending; the number is the error. */
  send(serviceSid: string, to: string): Verification | 60203
  /** The pending or once finished one, by sid or number, while it lives. */
  find(serviceSid: string, sidOrTo: string): Verification | undefined
  /** Compares a code; approves when it is right. Finished and dead ones are not found (20404). */
  check(serviceSid: string, sidOrTo: string, code: string): Verification | 20404 | 60202
  settle(verification: Verification, status: 'approved' | 'canceled'): void
}

/** Held in memory: a restart forgets pending codes. */
export function createVerifications(now: () => number = Date.now): Verifications {
  const bySid = new Map<string, Verification>()
  const isAlive = ({ createdAt }: Verification) => now() - Date.parse(createdAt) < lifeMs
  const stamp = () => new Date(now()).toISOString()
  const find: Verifications['find'] = (serviceSid, sidOrTo) => {
    const all = [...bySid.values()].filter((v) => v.serviceSid === serviceSid && isAlive(v))
    return all.findLast((v) => v.sid === sidOrTo || v.to === sidOrTo)
  }
  const begin = (serviceSid: string, to: string): Verification => {
    for (const old of bySid.values()) if (!isAlive(old)) bySid.delete(old.sid)
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const at = stamp()
    const fresh: Verification = {
      sid: sid('VE'),
      serviceSid,
      to,
      code,
      status: 'pending',
      sends: [],
      checks: 0,
      createdAt: at,
      updatedAt: at,
    }
    bySid.set(fresh.sid, fresh)
    return fresh
  }
  return {
    find,
    send(serviceSid, to) {
      const known = find(serviceSid, to)
      const verification = known?.status === 'pending' ? known : begin(serviceSid, to)
      if (verification.sends.length >= sendLimit) return 60203
      verification.updatedAt = stamp()
      verification.sends.push({ at: verification.updatedAt, attempt_sid: sid('VL') })
      return verification
    },
    check(serviceSid, sidOrTo, code) {
      const verification = find(serviceSid, sidOrTo)
      if (verification?.status !== 'pending') return 20404
      if (verification.checks >= checkLimit) return 60202
      verification.checks += 1
      verification.updatedAt = stamp()
      if (verification.code === code) verification.status = 'approved'
      return verification
    },
    settle(verification, status) {
      verification.status = status
      verification.updatedAt = stamp()
    },
  }
}
