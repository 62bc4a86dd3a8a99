import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { startProvider } from '../_shared/misbehaving-provider.ts'
import type { Sms } from './sms-provider.ts'
import { twilioMessages } from './twilio.ts'

/** How one of several texts with the same words left: answered, or in doubt with or without having reached Twilio. */
const fate = fc.constantFrom('answered', 'lost after', 'lost before', 'lost after, called back')

Deno.test('however many twins are lost before or after Twilio took them, each is sent once and none twice', async () => {
  let messages: { sid: string; body: string; num_segments: string; date_created: string }[] = []
  const provider = startProvider((request) => {
    if (request.method === 'GET')
      return Response.json({ messages: messages.toReversed(), next_page_uri: null })
    return Response.json(create(), { status: 201 })
  })
  let made = 0
  const create = () => {
    const message = {
      sid: `SM${++made}`,
      body: 'The same words',
      num_segments: '1',
      date_created: new Date().toUTCString(),
    }
    messages.push(message)
    return message
  }
  // what the database knows: settled ids, unique, and those that callbacks named
  let settled = new Map<string, string>()
  let named = new Map<string, string>()
  const client = twilioMessages({
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: 'token',
    messagingServiceSid: 'MG1',
    functionsUrl: 'https://x.supabase.co/functions/v1',
    ownersOf: () =>
      Promise.resolve(new Map([...named, ...[...settled].map(([id, sid]) => [sid, id] as [string, string])])),
    apiBase: provider.origin,
    timeoutMs: 2000,
  })
  const settle = (id: string, sid = '') => {
    if ([...settled.values()].includes(sid)) return false
    settled.set(id, sid)
    return true
  }

  /** One claim of a text in doubt: look up, and send when it is not there. What another was quicker to claim stays in doubt. */
  async function heal(deliveryId: string): Promise<boolean> {
    const sms: Sms = { to: '+447700900001', body: 'The same words', deliveryId }
    const outcome = (await client.find(sms, new Date(Date.now() - 60_000))) ?? (await client.send(sms))
    return outcome.outcome === 'accepted' && settle(deliveryId, outcome.provider_message_id)
  }

  await fc.assert(
    fc.asyncProperty(
      fc.array(fate, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      async (fates, isAtOnce) => {
        messages = []
        settled = new Map()
        named = new Map()
        let waiting: string[] = []
        for (const [n, one] of fates.entries()) {
          const id = `d${n}`
          if (one === 'lost before') waiting.push(id)
          else {
            const { sid } = create()
            if (one === 'answered') settle(id, sid)
            else waiting.push(id)
            if (one === 'lost after, called back') named.set(sid, id)
          }
        }
        for (let round = 0; waiting.length > 0 && round < 20; round++) {
          const healed: [string, boolean][] = []
          if (isAtOnce) await Promise.all(waiting.map(async (id) => healed.push([id, await heal(id)])))
          else for (const id of waiting) healed.push([id, await heal(id)])
          waiting = healed.filter(([, isHealed]) => !isHealed).map(([id]) => id)
        }
        deepStrictEqual(waiting, [])
        deepStrictEqual(messages.length, fates.length, 'as many messages as there were texts')
        deepStrictEqual(new Set(settled.values()).size, fates.length)
        for (const [sid, id] of named) deepStrictEqual(settled.get(id), sid, 'a callback is believed')
      },
    ),
    { numRuns: 150 },
  )
  await provider.stop()
})
