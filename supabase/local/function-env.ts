import type { MailWebhook } from './sandbox/mail/events.ts'
import type { Accounts } from './sandbox/payments/flutterwave-mpesa.ts'
import { signalingPath } from './sandbox/twilio/video/signaling.ts'
import { vonageSender } from './sandbox/vonage/account.ts'
import {
  flutterwaveAndMpesaAccounts,
  type Secrets,
  sandboxVideoKey,
  stripeAndPaypalAccounts,
  vonageAccount,
} from './secrets.ts'

/** Names a person may set in .env to let the functions talk to real providers; the rest is the stack's. */
const ownNames = [
  'WEBHOOK_SECRET',
  'LINK_SECRET',
  'PUBLIC_FUNCTIONS_URL',
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_MESSAGING_SERVICE_SID',
  'TWILIO_VERIFY_SERVICE_SID',
  'TWILIO_API_KEY_SID',
  'TWILIO_API_KEY_SECRET',
  'TWILIO_VIDEO_ROOM_TYPE',
  'TWILIO_API_BASE',
  'RESEND_API_KEY',
  'RESEND_WEBHOOK_SECRET',
  'SENDGRID_API_KEY',
  'SENDGRID_WEBHOOK_KEY',
  'MAIL_FROM',
  'MAIL_COMPANY',
  'MAIL_API_BASE',
  'VONAGE_API_KEY',
  'VONAGE_API_SECRET',
  'VONAGE_SIGNATURE_SECRET',
  'VONAGE_FROM',
  'VONAGE_API_BASE',
  'VAPID_PUBLIC_KEY',
  'VAPID_PRIVATE_KEY',
  'VAPID_SUBJECT',
  'PUSH_EXTRA_ORIGINS',
  'LINK_EXTRA_ORIGINS',
  'ROUTER_URL',
  'ROUTER_PROFILE',
  'FLUTTERWAVE_SECRET_KEY',
  'FLUTTERWAVE_SECRET_HASH',
  'FLUTTERWAVE_API_BASE',
  'MPESA_CONSUMER_KEY',
  'MPESA_CONSUMER_SECRET',
  'MPESA_SHORTCODE',
  'MPESA_PASSKEY',
  'MPESA_INITIATOR',
  'MPESA_SECURITY_CREDENTIAL',
  'MPESA_API_BASE',
  'APP_URL',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'STRIPE_API_BASE',
  'PAYPAL_CLIENT_ID',
  'PAYPAL_CLIENT_SECRET',
  'PAYPAL_WEBHOOK_ID',
  'PAYPAL_API_BASE',
] as const

export type FunctionEnv = Record<string, string> & Record<'WEBHOOK_SECRET' | 'VAPID_PUBLIC_KEY', string>

/**
 * The environment of the functions: what the platform injects on hosted Supabase, and our own names, which point at the
 * sandbox unless `settings` (the .env) says otherwise.
 */
export function functionEnv(o: {
  secrets: Secrets
  apiUrl: string
  databaseUrl: string
  sandboxUrl: string
  appUrl: string
  settings: Record<string, string | undefined>
}): FunctionEnv {
  const { secrets, settings } = o
  const own: FunctionEnv = {
    WEBHOOK_SECRET: secrets.webhookSecret,
    LINK_SECRET: secrets.linkSecret,
    PUBLIC_FUNCTIONS_URL: `${o.apiUrl}/functions/v1`,
    TWILIO_ACCOUNT_SID: secrets.twilioAccountSid,
    TWILIO_AUTH_TOKEN: secrets.twilioAuthToken,
    TWILIO_MESSAGING_SERVICE_SID: `MG${secrets.twilioAccountSid.slice(2)}`,
    MAIL_FROM: 'Orderline <hello@orderline.example>',
    MAIL_COMPANY: 'Orderline\\n1 Harbour Street, Bristol BS1 4QA',
    ...mailAtSandbox(o),
    ...paymentsAtSandbox(o),
    TWILIO_VERIFY_SERVICE_SID: `VA${secrets.twilioAccountSid.slice(2)}`,
    TWILIO_API_KEY_SID: sandboxVideoKey(secrets).sid,
    TWILIO_API_KEY_SECRET: sandboxVideoKey(secrets).secret,
    VAPID_PUBLIC_KEY: secrets.vapidPublicKey,
    VAPID_PRIVATE_KEY: secrets.vapidPrivateKey,
    VAPID_SUBJECT: 'mailto:operations@example.com',
    PUSH_EXTRA_ORIGINS: o.sandboxUrl,
    LINK_EXTRA_ORIGINS: o.sandboxUrl,
    ROUTER_URL: `${o.sandboxUrl}/router`,
    APP_URL: o.appUrl,
  }
  // somebody's own account is at the real Twilio
  if (!settings.TWILIO_ACCOUNT_SID) own.TWILIO_API_BASE = `${o.sandboxUrl}/twilio`
  // next to a real first provider a stand-in would swallow what fails over
  if (!settings.VONAGE_API_KEY && !settings.TWILIO_ACCOUNT_SID) {
    const { apiKey, apiSecret, signatureSecret } = vonageAccount(secrets)
    own.VONAGE_API_KEY = apiKey
    own.VONAGE_API_SECRET = apiSecret
    own.VONAGE_SIGNATURE_SECRET = signatureSecret
    own.VONAGE_FROM = vonageSender
    own.VONAGE_API_BASE = `${o.sandboxUrl}/vonage`
  }
  Object.assign(own, flutterwaveAndMpesaAtSandbox(o))
  for (const name of ownNames) {
    const value = settings[name]
    if (value) own[name] = value
  }
  return {
    ...own,
    SUPABASE_URL: o.apiUrl,
    SUPABASE_DB_URL: o.databaseUrl,
    SUPABASE_ANON_KEY: secrets.anonJwt,
    SUPABASE_SERVICE_ROLE_KEY: secrets.serviceRoleJwt,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: secrets.publishableKey }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: secrets.secretKey }),
  }
}

/** Both providers are stood in for, so that a switch from one to the other can be tried; somebody's own account is used alone. */
function mailAtSandbox(o: {
  secrets: Secrets
  sandboxUrl: string
  settings: Record<string, string | undefined>
}): Record<string, string> {
  if (o.settings.RESEND_API_KEY || o.settings.SENDGRID_API_KEY) return {}
  return {
    MAIL_API_BASE: `${o.sandboxUrl}/mail`,
    RESEND_API_KEY: 're_sandbox',
    RESEND_WEBHOOK_SECRET: o.secrets.resendWebhookSecret,
    SENDGRID_API_KEY: 'SG.sandbox',
    SENDGRID_WEBHOOK_KEY: o.secrets.sendgridPublicKey,
  }
}

/** Each payment provider by itself: somebody's own account is used, and the others stay stand-ins. */
function paymentsAtSandbox(o: {
  secrets: Secrets
  sandboxUrl: string
  settings: Record<string, string | undefined>
}): Record<string, string> {
  const { stripe, paypal } = stripeAndPaypalAccounts(o.secrets)
  return {
    ...(o.settings.STRIPE_SECRET_KEY
      ? {}
      : {
          STRIPE_SECRET_KEY: stripe.secretKey,
          STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
          STRIPE_API_BASE: `${o.sandboxUrl}/payments/stripe`,
        }),
    ...(o.settings.PAYPAL_CLIENT_ID
      ? {}
      : {
          PAYPAL_CLIENT_ID: paypal.clientId,
          PAYPAL_CLIENT_SECRET: paypal.clientSecret,
          PAYPAL_WEBHOOK_ID: paypal.webhookId,
          PAYPAL_API_BASE: `${o.sandboxUrl}/payments/paypal`,
        }),
  }
}

/** Where the sandbox reports on mail, and what it signs with: as functionEnv() told email-events. */
export function mailWebhook(apiUrl: string, secrets: Secrets): MailWebhook {
  return {
    url: `${apiUrl}/functions/v1/email-events`,
    resendSecret: secrets.resendWebhookSecret,
    sendgridKey: secrets.sendgridPrivateKey,
  }
}

/** The sandbox's payment accounts with the addresses of our callbacks. */
export function paymentTills(apiUrl: string, secrets: Secrets) {
  const { stripe, paypal } = stripeAndPaypalAccounts(secrets)
  return {
    stripe: { ...stripe, webhookUrl: `${apiUrl}/functions/v1/payment-stripe` },
    paypal: { ...paypal, webhookUrl: `${apiUrl}/functions/v1/payment-paypal` },
  }
}

/** Somebody's own account is at the real provider; the other one still at the sandbox. */
function flutterwaveAndMpesaAtSandbox(o: {
  secrets: Secrets
  sandboxUrl: string
  settings: Record<string, string | undefined>
}): Record<string, string> {
  const { flutterwave, mpesa } = flutterwaveAndMpesaAccounts(o.secrets)
  return {
    ...(o.settings.FLUTTERWAVE_SECRET_KEY
      ? {}
      : {
          FLUTTERWAVE_SECRET_KEY: flutterwave.secretKey,
          FLUTTERWAVE_SECRET_HASH: flutterwave.secretHash,
          FLUTTERWAVE_API_BASE: `${o.sandboxUrl}/payments/flutterwave`,
        }),
    ...(o.settings.MPESA_CONSUMER_KEY
      ? {}
      : {
          MPESA_CONSUMER_KEY: mpesa.consumerKey,
          MPESA_CONSUMER_SECRET: mpesa.consumerSecret,
          MPESA_SHORTCODE: mpesa.shortcode,
          MPESA_PASSKEY: mpesa.passkey,
          MPESA_INITIATOR: 'orderline',
          MPESA_SECURITY_CREDENTIAL: 'sandbox',
          MPESA_API_BASE: `${o.sandboxUrl}/payments/mpesa`,
        }),
  }
}

/** The sandbox's accounts, and where its Flutterwave calls back. */
export function paymentAccounts(apiUrl: string, secrets: Secrets): Accounts {
  const { flutterwave, mpesa } = flutterwaveAndMpesaAccounts(secrets)
  return {
    flutterwave: { ...flutterwave, webhookUrl: `${apiUrl}/functions/v1/payment-flutterwave` },
    mpesa,
  }
}

/** Where browsers join video rooms: the sandbox, unless the rooms are those of somebody's own account. */
export const videoSignalingUrl = (
  sandboxUrl: string,
  settings: Record<string, string | undefined>,
): string => (settings.TWILIO_ACCOUNT_SID ? '' : `${sandboxUrl.replace(/^http/, 'ws')}${signalingPath}`)
