import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import webpush from 'web-push'
import { serveFunctions } from './scratch.ts'

const root = fileURLToPath(new URL('../../../functions', import.meta.url))
const vapid = webpush.generateVAPIDKeys()
const env = {
  SUPABASE_URL: 'http://127.0.0.1:9',
  SUPABASE_SECRET_KEYS: '{"default":"sb_secret_x"}',
  WEBHOOK_SECRET: 'knock',
  LINK_SECRET: 'link',
  APP_URL: 'http://127.0.0.1:9',
  PUBLIC_FUNCTIONS_URL: 'http://127.0.0.1:9/functions/v1',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_API_KEY_SID: `SK${'0'.repeat(32)}`,
  TWILIO_API_KEY_SECRET: 'key',
  TWILIO_MESSAGING_SERVICE_SID: `MG${'0'.repeat(32)}`,
  TWILIO_VERIFY_SERVICE_SID: `VA${'0'.repeat(32)}`,
  VONAGE_SIGNATURE_SECRET: 'vonage',
  MAIL_FROM: 'hello@example.com',
  RESEND_API_KEY: 're_x',
  RESEND_WEBHOOK_SECRET: `whsec_${'A'.repeat(32)}`,
  VAPID_PUBLIC_KEY: vapid.publicKey,
  VAPID_PRIVATE_KEY: vapid.privateKey,
  VAPID_SUBJECT: 'mailto:ops@example.com',
}
const names = readdirSync(root).filter((name) => /^[a-z][a-z-]+$/.test(name))
const settings = Object.fromEntries(names.map((name) => [name, { verifyJwt: false }]))

test('every function of this project starts with its settings and turns a stranger away', async () => {
  await using functions = await serveFunctions({}, { root, env, settings })
  expect(names).toEqual(
    expect.arrayContaining(['link-click', 'push-subscription', 'send-push', 'send-sms', 'twilio-status']),
  )
  for (const name of names) {
    const answer = await functions.call(name, { method: 'POST', body: '{}' })
    expect([401, 403, 404], `${name}: ${functions.lines.join('\n')}`).toContain(answer.status)
    // who follows a link in a mail gets a page
    if (name === 'unsubscribe') expect(await answer.text()).toContain('This link is incomplete or too old.')
    else expect(await answer.json()).toEqual({ code: expect.any(String), message: expect.any(String) })
  }
})

test('a function without its settings does not start, and names all that is missing', async () => {
  await using functions = await serveFunctions(
    {},
    { root, env: { SUPABASE_URL: 'http://127.0.0.1:9' }, settings },
  )
  expect((await functions.call('send-sms', { method: 'POST' })).status).toBe(503)
  expect(functions.lines.join()).toMatch(/Missing.*WEBHOOK_SECRET.*TWILIO_ACCOUNT_SID.*TWILIO_AUTH_TOKEN/)
})
