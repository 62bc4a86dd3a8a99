// Run in Deno by push-requests.ts. Prints one line of JSON.
import { createECDH, randomBytes } from 'node:crypto'
import process from 'node:process'
import webPush from 'web-push'
import type { Claimed } from '../../functions/_shared/deliveries.ts'
import { messageOf } from '../../functions/send-push/message.ts'
import { requestOf } from '../../functions/send-push/push-service.ts'
import { createVapid } from '../../functions/send-push/vapid.ts'
import { interleave } from './comparison.ts'

const requests = 2_000
const vapidKeys = { ...webPush.generateVAPIDKeys(), subject: 'mailto:bench@example.com' }
const endpoint = 'https://updates.push.services.mozilla.com/wpush/v2/bench'
const browser = createECDH('prime256v1')
browser.generateKeys()
const subscription = {
  endpoint,
  keys: { p256dh: browser.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') },
}
const words = {
  title: 'Order A1027 is on its way',
  body: 'Sam is on the way to 2 Low Street.',
  action_url: '/orders/1',
}
const sender = {
  extraOrigins: [],
  appUrl: 'https://app.example.com',
  functionsUrl: 'https://project.example.com/functions/v1',
  linkSecret: randomBytes(32).toString('base64url'),
}
const claimed = (): Claimed => ({
  id: crypto.randomUUID(),
  lease_token: crypto.randomUUID(),
  notification_id: crypto.randomUUID(),
  priority: 'normal',
  rendered: words,
  target: { endpoint, ...subscription.keys },
  expires_at: null,
  in_doubt_since: null,
  provider: null,
  fault: null,
})

// what send-push does for each claimed row, in as many lanes, without the network
const vapid = await createVapid(vapidKeys)
const lanes = 64
async function ours(): Promise<number> {
  const start = performance.now()
  let left = requests
  const lane = async () => {
    while (left-- > 0) {
      const built = await messageOf(claimed(), sender)
      if ('outcome' in built) throw new Error(built.code)
      const { headers, body } = await requestOf(built.message, vapid)
      if (body.length < 100 || !headers.authorization) throw new Error('no request')
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return (requests * 1000) / (performance.now() - start)
}

// as its README shows it, with the same words ready-made: no link is signed and no text measured for it
const ready = await messageOf(claimed(), sender)
if ('outcome' in ready) throw new Error(ready.code)
const payload = JSON.stringify(ready.payload)
async function peer(): Promise<number> {
  const start = performance.now()
  for (let n = 0; n < requests; n++) {
    const { body } = webPush.generateRequestDetails(subscription, payload, {
      vapidDetails: vapidKeys,
      TTL: 3600,
    })
    if (!body) throw new Error('no request')
  }
  return (requests * 1000) / (performance.now() - start)
}

const lines: string[] = []
const figures = await interleave(Number(process.argv[2] ?? 5), { ours, peers: peer }, (line) =>
  lines.push(line),
)
console.log(JSON.stringify({ ...figures, lines }))
