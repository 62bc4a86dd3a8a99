import { chmodSync, mkdirSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import type { Env } from './answer.ts'
import { bodyLimit } from './body-limit.ts'
import { createEvents } from './desk/events.ts'
import { guard } from './desk/guard.ts'
import { pageRoutes } from './desk/page.ts'
import { deskRoutes } from './desk/routes.ts'
import { createFaults } from './fault.ts'
import { openLog } from './log.ts'
import type { MailWebhook } from './mail/events.ts'
import { magicAddresses } from './mail/magic.ts'
import { mailRoutes } from './mail/routes.ts'
import { type Pace, usualPace } from './pace.ts'
import { createPaymentCallbacks } from './payments/callbacks.ts'
import { type Accounts, flutterwaveAndMpesa } from './payments/flutterwave-mpesa.ts'
import { paypalRoutes } from './payments/paypal/routes.ts'
import type { PaypalAccount } from './payments/paypal/till.ts'
import { stripeRoutes } from './payments/stripe/routes.ts'
import type { StripeAccount } from './payments/stripe/till.ts'
import { pushService } from './push/routes.ts'
import { drives } from './router/drives.ts'
import { createRoads } from './router/roads.ts'
import { routerRoutes } from './router/routes.ts'
import { openState } from './state.ts'
import { createCallbackSender } from './twilio/callback.ts'
import { createCourses } from './twilio/course.ts'
import { receive } from './twilio/inbound.ts'
import { magicNumbers } from './twilio/magic-numbers.ts'
import { isFinal } from './twilio/resource.ts'
import { twilioRoutes } from './twilio/routes.ts'
import type { VideoKey } from './twilio/video/access-token.ts'
import { createVideoRooms } from './twilio/video/rooms.ts'
import { videoSignaling } from './twilio/video/signaling.ts'
import type { VonageAccount } from './vonage/account.ts'
import { vonageRoutes } from './vonage/routes.ts'

/** Somebody the page gives one phone for number, mail and devices; without it each has a phone of its own. */
export type Person = { name: string; phone?: string; email?: string }

export type SandboxOptions = {
  port: number
  /** An IPv4 address; 0.0.0.0 opens the providers' side to others, never the desk. */
  host?: string
  accountSid: string
  authToken: string
  stateDir: string
  log: (line: string) => void
  people?: Person[]
  /** Where inbound SMS are posted, signed; without it they are only kept. */
  inboundUrl?: string
  /** The account of the second SMS provider; without it there is only the first. */
  vonage?: VonageAccount
  /** What access tokens of video rooms are signed with; without it nobody gets into one. */
  videoKey?: VideoKey
  mailWebhook?: MailWebhook
  /** Accounts at payment providers, each with where its callbacks go; one without is not played. */
  stripe?: StripeAccount
  paypal?: PaypalAccount
  /** The accounts at Flutterwave and M-Pesa; without them there are none. */
  payments?: Accounts
  /** What relative links in push messages are relative to. */
  appUrl?: string
  /** How push senders reach this machine, when not by 127.0.0.1: the origin of endpoints and the `aud` of VAPID. */
  pushOrigin?: string
  pace?: Partial<Pace>
}

export type Sandbox = { url: string; stop(): Promise<void> }

/** Starts the stand-in for Twilio, push service and mail API, with what it kept under `stateDir`; rejects when the port is taken. */
export async function startSandbox(o: SandboxOptions): Promise<Sandbox> {
  const host = o.host ?? '127.0.0.1'
  const pace = { ...usualPace, ...o.pace }
  mkdirSync(o.stateDir, { recursive: true, mode: 0o700 })
  chmodSync(o.stateDir, 0o700) // private keys and messages of people

  const log = await openLog(join(o.stateDir, 'log.jsonl'), o.log)
  const faults = createFaults(() => events.tellDesk())
  const state = await openState(join(o.stateDir, 'state.jsonl'), o.log, () => events.tellDesk())
  const describe = () => ({
    people: o.people ?? [],
    devices: state.devices().map(({ id, name, person, at }) => ({ id, name, person, at })),
    faults: faults.list(),
    opted_out: state.optedOut(),
    magic_numbers: [...magicNumbers.map(({ number, says }) => ({ number, says })), ...magicAddresses],
    app_url: o.appUrl ?? null,
    inbound_url: o.inboundUrl ?? null,
  })
  const events = createEvents(log, describe)

  const account = { accountSid: o.accountSid, authToken: o.authToken, log, pace }
  const callbacks = createCallbackSender({ log, authToken: o.authToken, retryMs: pace.retryMs })
  const courses = createCourses({ log, faults, callbacks, accountSid: o.accountSid, vonage: o.vonage, pace })
  const roads = createRoads(drives())
  const paymentCallbacks = createPaymentCallbacks({ log, faults, pace })
  const videoRooms = createVideoRooms({ callbacks, accountSid: o.accountSid })
  const signaling =
    o.videoKey && videoSignaling({ rooms: videoRooms, key: o.videoKey, accountSid: o.accountSid })
  const mail = mailRoutes({ log, faults, pace, webhook: o.mailWebhook })

  const app = new Hono<Env>()
  const server = createAdaptorServer({
    fetch: app.fetch,
    hostname: host,
    // The supervisor lives in this process too: its Request and Response must stay Node's own.
    overrideGlobalObjects: false,
  }) as Server
  server.on('upgrade', (request, socket, head) => {
    if (!signaling?.upgrade(request, socket, head)) socket.destroy()
  })
  server.keepAliveTimeout = 65_000 // a drain pauses longer than Node's 5 s between two batches
  const close = () => {
    events.stop()
    log.close()
    state.close()
  }
  await listen(server, o.port, host).catch((error: unknown) => {
    close()
    throw error
  })
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${portOf(server)}`
  const origin = o.pushOrigin ?? url

  app.use(bodyLimit(2 * 1024 * 1024))
  app.route('/twilio', twilioRoutes(account, { courses, faults, isOptedOut: state.isOptedOut, videoRooms }))
  if (o.vonage)
    app.route('/vonage', vonageRoutes(o.vonage, { log, pace, courses, faults, isOptedOut: state.isOptedOut }))
  const till = { log, faults, pace, callbacks: paymentCallbacks, origin: url }
  if (o.stripe) app.route('/payments/stripe', stripeRoutes(o.stripe, till))
  if (o.paypal) app.route('/payments/paypal', paypalRoutes(o.paypal, till))
  app.route('/push', pushService({ log, state, faults, origin, pace }))
  app.route('/mail', mail.app)
  app.route('/router', routerRoutes({ faults, pace, roads }))
  const payments = o.payments && flutterwaveAndMpesa(o.payments, till)
  if (payments) app.route('/', payments.api)
  app.use(guard())
  if (payments) app.route('/', payments.pages)
  const inbound = { state, callbacks, inboundUrl: o.inboundUrl }
  app.route(
    '/',
    deskRoutes({
      log,
      state,
      faults,
      events,
      origin,
      describe,
      receive: (i) => receive(account, inbound, i),
    }),
  )
  app.route('/', pageRoutes(log))
  app.notFound((c) => c.json({ code: 'not_found', message: `no ${c.req.method} ${c.req.path}` }, 404))
  app.onError((error, c) => {
    o.log(`sandbox: ${c.req.method} ${c.req.path}: ${error.stack ?? error}`)
    return c.json({ code: 'sandbox_error', message: 'The sandbox itself failed; its log says why.' }, 500)
  })
  for (const sms of log.query({ kind: 'sms' })) if (sms.kind === 'sms' && !isFinal(sms)) courses.follow(sms)

  return {
    url,
    async stop() {
      courses.stop()
      signaling?.stop()
      mail.stop()
      await callbacks.stop()
      await paymentCallbacks.stop()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections() // the silent answers would hold it open for ever
      await closed
      close()
    },
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
