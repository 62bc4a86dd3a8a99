import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import webPush from 'web-push'

/** The keys of one embedded stack, made at its first start and kept until `npm run reset`. Nothing here works anywhere else. */
export type Secrets = v.InferOutput<typeof shape>

const shape = v.object({
  jwtSecret: v.string(),
  /** sb_publishable_… and sb_secret_…: today's API keys */
  publishableKey: v.string(),
  secretKey: v.string(),
  /** the older API keys: HS256 tokens of roles anon and service_role */
  anonJwt: v.string(),
  serviceRoleJwt: v.string(),
  /** what database webhooks show to our functions */
  webhookSecret: v.string(),
  /** what links in pushes and mails are signed with */
  linkSecret: v.string(),
  twilioAccountSid: v.string(),
  twilioAuthToken: v.string(),
  /** what the sandbox signs mail events with, as Resend and as SendGrid */
  resendWebhookSecret: v.string(),
  sendgridPrivateKey: v.string(),
  sendgridPublicKey: v.string(),
  vapidPublicKey: v.string(),
  vapidPrivateKey: v.string(),
})

/** As long as the keys of a hosted project. */
const keyYears = 10

/** Reads `<stateDir>/secrets.json`, or makes what it lacks, readable by nobody else. */
export function stackSecrets(stateDir: string): Secrets {
  const file = join(stateDir, 'secrets.json')
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  if (v.is(shape, kept)) return kept
  // a stack that is older than one of its keys gets that key and keeps the others
  const secrets = v.parse(shape, { ...makeSecrets(), ...kept })
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return secrets
}

function makeSecrets(): Secrets {
  const random = (bytes: number) => randomBytes(bytes).toString('base64url')
  const jwtSecret = random(40)
  const vapid = webPush.generateVAPIDKeys()
  const sendgrid = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  })
  return {
    jwtSecret,
    publishableKey: `sb_publishable_${random(24)}`,
    secretKey: `sb_secret_${random(24)}`,
    anonJwt: roleToken('anon', jwtSecret),
    serviceRoleJwt: roleToken('service_role', jwtSecret),
    webhookSecret: random(32),
    linkSecret: random(32),
    twilioAccountSid: `AC${randomBytes(16).toString('hex')}`,
    twilioAuthToken: randomBytes(16).toString('hex'),
    resendWebhookSecret: `whsec_${randomBytes(24).toString('base64')}`,
    sendgridPrivateKey: sendgrid.privateKey.toString('base64'),
    sendgridPublicKey: sendgrid.publicKey.toString('base64'),
    vapidPublicKey: vapid.publicKey,
    vapidPrivateKey: vapid.privateKey,
  }
}

function roleToken(role: string, secret: string): string {
  const now = Math.floor(Date.now() / 1000)
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url')
  const claims = { iss: 'supabase-demo', role, iat: now, exp: now + keyYears * 365 * 24 * 3600 }
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

/** The sandbox's Vonage account, made from the keys of its Twilio account: one secret less to keep. */
export function vonageAccount({ twilioAccountSid, twilioAuthToken }: Secrets) {
  const derived = (what: string) => createHmac('sha256', twilioAuthToken).update(what).digest('hex')
  return {
    apiKey: twilioAccountSid.slice(2, 10),
    apiSecret: derived('vonage api').slice(0, 16),
    signatureSecret: derived('vonage signature'),
  }
}

/** The sandbox's accounts at the payment providers, made likewise. */
export function stripeAndPaypalAccounts({ twilioAuthToken }: Secrets) {
  const derived = (what: string, length = 24) =>
    createHmac('sha256', twilioAuthToken).update(what).digest('hex').slice(0, length)
  return {
    stripe: {
      secretKey: `sk_test_${derived('stripe key')}`,
      webhookSecret: `whsec_${derived('stripe webhook', 32)}`,
    },
    paypal: {
      clientId: derived('paypal client'),
      clientSecret: derived('paypal secret'),
      webhookId: derived('paypal webhook', 17).toUpperCase(),
    },
  }
}

/** The sandbox's accounts at Flutterwave and M-Pesa, made from the keys of its Twilio account. */
export function flutterwaveAndMpesaAccounts({ twilioAuthToken }: Secrets) {
  const derived = (what: string) => createHmac('sha256', twilioAuthToken).update(what).digest('hex')
  return {
    flutterwave: {
      secretKey: `FLWSECK_TEST-${derived('flutterwave key').slice(0, 32)}-X`,
      secretHash: derived('flutterwave hash').slice(0, 32),
    },
    mpesa: {
      consumerKey: derived('mpesa key').slice(0, 32),
      consumerSecret: derived('mpesa secret').slice(0, 32),
      shortcode: '174379',
      passkey: derived('mpesa pass key'),
    },
  }
}

/** The API key the sandbox's tokens of video rooms are signed with, made from its account in the same way. */
export function sandboxVideoKey({ twilioAccountSid, twilioAuthToken }: Secrets) {
  return {
    sid: `SK${twilioAccountSid.slice(2)}`,
    secret: createHmac('sha256', twilioAuthToken).update('video key').digest('hex'),
  }
}
