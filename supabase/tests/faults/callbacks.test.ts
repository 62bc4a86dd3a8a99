import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stackSecrets } from '../../local/secrets.ts'
import { openOutbox } from './sms-outbox.ts'

let outbox: Awaited<ReturnType<typeof openOutbox>>
beforeAll(async () => {
  outbox = await openOutbox()
})
afterAll(() => outbox?.close())

type Text = { id: string; sid: string; end: 'delivered' | 'undelivered' | 'failed' }

/** So many texts that Twilio has taken and not yet spoken of. */
async function accept(count: number): Promise<Text[]> {
  const texts = Array.from({ length: count }, (_, n) => ({
    id: randomUUID(),
    sid: `SM${randomBytes(16).toString('hex')}`,
    end: (['delivered', 'undelivered', 'failed'] as const)[n % 3] ?? 'delivered',
  }))
  await outbox.sql.query(
    `select public.notify(p.id, 'order.placed', dedupe_key => 'F8-' || t.id, data => '{"order": {"number": "F8"}}',
       deliver_after => now() + interval '1 hour')
     from public.profiles p, unnest($1::uuid[]) t (id) where p.name = 'Ada'`,
    [texts.map(({ id }) => id)],
  )
  await outbox.sql.query(
    `update private.deliveries d set id = t.id, state = 'accepted', provider = 'twilio', provider_message_id = t.sid,
       accepted_at = now(), attempts = 1
     from unnest($1::uuid[], $2::text[]) t (id, sid) join public.notifications n on n.dedupe_key = 'F8-' || t.id
     where d.notification_id = n.id and d.channel = 'sms'`,
    [texts.map(({ id }) => id), texts.map(({ sid }) => sid)],
  )
  return texts
}

const codes = { delivered: undefined, undelivered: '30003', failed: '30008' }

/** One callback as Twilio posts it; `forge` changes it after it was signed. */
async function post(text: Text, status: string, forge?: (form: URLSearchParams) => void): Promise<number> {
  const { SUPABASE_URL } = outbox.stack.env
  const url = `${SUPABASE_URL}/functions/v1/twilio-status?d=${text.id}`
  const code = status === text.end ? codes[text.end] : undefined
  const form = new URLSearchParams({
    ...{ MessageSid: text.sid, MessageStatus: status, To: '+447700900001' },
    ...(code ? { ErrorCode: code } : {}),
  })
  const token = stackSecrets(outbox.stateDir).twilioAuthToken
  const signature = getExpectedTwilioSignature(token, url, Object.fromEntries(form))
  forge?.(form)
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'x-twilio-signature': signature },
    body: form,
  })
  await response.body?.cancel()
  return response.status
}

async function states(texts: Text[]): Promise<Map<string, string>> {
  const { rows } = await outbox.sql.query('select id, state from private.deliveries where id = any ($1)', [
    texts.map(({ id }) => id),
  ])
  return new Map(rows.map(({ id, state }) => [id, state]))
}

test('Ada’s texts end as they ended, though their callbacks come doubled, shuffled, late and forged', async () => {
  const texts = await accept(60)
  const way = ['queued', 'sending', 'sent']
  const calls = texts.flatMap((text) => {
    const honest = [...way, text.end, ...way, text.end].map((status) => ({ text, status, isForged: false }))
    const wish = text.end === 'delivered' ? 'failed' : 'delivered'
    return [...honest, { text, status: wish, isForged: true }]
  })
  const [shuffled = []] = fc.sample(fc.shuffledSubarray(calls, { minLength: calls.length }), {
    ...{ numRuns: 1, seed: 20_261_121 },
  })
  const answers = { honest: new Set<number>(), forged: new Set<number>() }
  let next = 0
  const lane = async () => {
    for (let call = shuffled[next++]; call; call = shuffled[next++]) {
      const { text, status, isForged } = call
      // signed for what the provider said, and changed on the way
      const answer = isForged
        ? await post(text, 'queued', (form) => form.set('MessageStatus', status))
        : await post(text, status)
      answers[isForged ? 'forged' : 'honest'].add(answer)
    }
  }
  await Promise.all(Array.from({ length: 12 }, lane))
  const ended = await states(texts)
  const wrong = texts.filter(({ id, end }) => ended.get(id) !== end)
  const { rows } = await outbox.sql.query(
    'select count(*)::int as stored from private.provider_events where delivery_id = any ($1)',
    [texts.map(({ id }) => id)],
  )
  console.log(JSON.stringify({ callbacks: calls.length, wrong: wrong.length, stored: rows[0].stored }))
  expect(wrong).toEqual([])
  expect([...answers.forged]).toEqual([403])
  expect([...answers.honest].every((status) => status >= 200 && status < 300)).toBe(true)
  // four different ones of each text, once
  expect(rows[0].stored).toBe(texts.length * 4)

  // replayed hours later, word for word
  for (const text of texts.slice(0, 6)) await post(text, 'sent')
  expect(await states(texts)).toEqual(ended)
}, 120_000)

test('a callback of one text cannot speak for another, whoever sends it again under another address', async () => {
  const [ours, theirs] = await accept(2)
  if (!ours || !theirs) throw new Error('two were asked for')
  // a good signature, of another URL
  const url = `${outbox.stack.env.SUPABASE_URL}/functions/v1/twilio-status`
  const form = { MessageSid: theirs.sid, MessageStatus: 'delivered' }
  const token = stackSecrets(outbox.stateDir).twilioAuthToken
  const signature = getExpectedTwilioSignature(token, `${url}?d=${theirs.id}`, form)
  const replay = await fetch(`${url}?d=${ours.id}`, {
    ...{ method: 'POST', headers: { 'x-twilio-signature': signature }, body: new URLSearchParams(form) },
  })
  expect(replay.status).toBe(403)
  expect([...(await states([ours, theirs])).values()]).toEqual(['accepted', 'accepted'])
})
