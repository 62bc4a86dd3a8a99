import { readNotification } from './notification.js'

/** @typedef {import('../entry.ts').Entry} Entry */
/** @typedef {Extract<Entry, { kind: 'callback' }>} Callback */
/** @typedef {'good' | 'warn' | 'bad' | ''} Tone */
/** @typedef {{ mark: 'bubble' | 'bell' | 'mail' | 'reply' | 'refused', title: string, pill: string, tone: Tone, facts: [string, unknown][], about?: string }} Line */

/** @param {Callback} call */
export function callText({ event, http_status, error, attempts, is_forged }) {
  const answered = http_status ?? error ?? '…'
  return `${is_forged ? 'forged ' : ''}${event} ${answered}${attempts > 1 ? ` (${attempts} tries)` : ''}`
}

/** @param {Callback} call @returns {Tone} */
export function callTone({ http_status, error, is_forged }) {
  if (http_status === null) return error ? 'bad' : ''
  // A forged one ought to be turned away.
  return is_forged === http_status < 300 ? 'bad' : 'good'
}

/** @param {Entry} entry @returns {Line} */
export function lineOf(entry) {
  switch (entry.kind) {
    case 'sms': {
      const {
        status,
        error_code,
        sid,
        from,
        segments,
        encoding,
        status_callback,
        messaging_service_sid,
        answer,
        via,
      } = entry
      const isLost = status === 'undelivered' || status === 'failed'
      const tone = isLost ? 'bad' : status === 'delivered' ? 'good' : 'warn'
      const length = `${segments} × ${encoding}`
      /** @type {[string, unknown][]} */
      const facts = [
        ['sid', sid],
        ['from', from],
        ['service', messaging_service_sid],
        ['segments', length],
        ['callback', status_callback],
        ['answer', answer],
        ['by', via],
        ['body', entry.body],
      ]
      return {
        mark: 'bubble',
        title: entry.body,
        pill: error_code ? `${status} ${error_code}` : status,
        tone,
        facts,
        about: sid,
      }
    }
    case 'push': {
      const {
        device_name,
        ttl,
        urgency,
        topic,
        bytes,
        vapid_subject,
        reason,
        answer,
        outcome,
        http_status,
        payload,
        replaces,
      } = entry
      const title = outcome === 'delivered' ? readNotification(payload).title : (reason ?? 'refused')
      /** @type {[string, unknown][]} */
      const facts = [
        ['device', device_name],
        ['ttl', ttl === null ? null : `${ttl} s`],
        ['urgency', urgency],
        ['topic', topic],
        ['replaces', replaces],
        ['bytes', bytes],
        ['vapid', vapid_subject],
        ['reason', reason],
        ['answer', answer],
        ['payload', payload],
      ]
      return {
        mark: 'bell',
        title,
        pill: String(http_status),
        tone: outcome === 'delivered' ? 'good' : 'bad',
        facts,
      }
    }
    case 'mail': {
      const { subject, status, from, mail_id, headers, tags, idempotency_key, answer } = entry
      const tone = status === 'delivered' ? 'good' : /^(sent|delayed)$/.test(status) ? 'warn' : 'bad'
      /** @type {[string, unknown][]} */
      const facts = [
        ['by', entry.provider],
        ['id', mail_id],
        ['from', from],
        ['to', entry.to.join(', ')],
        ['headers', headers],
        ['tags', tags.length ? tags : null],
        ['key', idempotency_key],
        ['answer', answer],
      ]
      return { mark: 'mail', title: subject, pill: status, tone, facts, about: mail_id }
    }
    case 'inbound':
      return {
        mark: 'reply',
        title: entry.body,
        pill: entry.keyword ?? 'received',
        tone: entry.keyword === 'stop' ? 'warn' : '',
        facts: [
          ['sid', entry.sid],
          ['to', entry.to],
          ['reply', entry.reply],
        ],
        about: entry.sid,
      }
    case 'refusal':
      return {
        mark: 'refused',
        title: entry.message,
        pill: entry.code ? String(entry.code) : 'no answer',
        tone: 'bad',
        facts: [
          ['provider', entry.provider],
          ['status', entry.http_status],
          ['message', entry.message],
        ],
      }
    case 'callback':
      return { mark: 'reply', title: entry.event, pill: callText(entry), tone: callTone(entry), facts: [] }
  }
}
