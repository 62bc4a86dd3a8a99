import { Hono } from 'hono'
import * as v from 'valibot'
import type { Env } from '../answer.ts'
import { kinds } from '../entry.ts'
import { type Faults, faultInput } from '../fault.ts'
import type { Log } from '../log.ts'
import { createDevice, deviceInput, publicDevice } from '../push/device.ts'
import type { State } from '../state.ts'
import { inboundInput } from '../twilio/inbound.ts'
import type { Events } from './events.ts'

const count = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))
const logQuery = v.object({
  since: v.optional(count),
  kind: v.optional(v.picklist(kinds)),
  to: v.optional(v.string()),
  device: v.optional(v.string()),
  limit: v.optional(count),
  last: v.optional(count),
})

type Desk = {
  log: Log
  state: State
  faults: Faults
  events: Events
  origin: string
  describe(): object
  receive(input: v.InferOutput<typeof inboundInput>): object
}

/** What developers, tests and the page ask the sandbox itself: the log, its events, faults, devices, inbound SMS. */
export function deskRoutes(desk: Desk): Hono<Env> {
  const { log, state, faults, events } = desk
  const app = new Hono<Env>()

  app.get('/log', (c) => {
    const asked = v.safeParse(logQuery, c.req.query())
    if (!asked.success) return invalid(asked.issues)
    const { device, to = device, ...query } = asked.output
    const entries = log.query({ ...query, to })
    return c.json({ entries, next: entries.at(-1)?.id ?? query.since ?? 0 })
  })
  app.delete('/log', (c) => {
    log.clear()
    return c.body(null, 204)
  })
  app.get('/events', (c) => {
    const since = Number.parseInt(c.req.header('last-event-id') ?? c.req.query('since') ?? '', 10)
    return events.stream(Number.isNaN(since) ? null : since)
  })
  app.get('/desk', (c) => c.json(desk.describe()))

  app.get('/faults', (c) => c.json({ faults: faults.list() }))
  app.post('/faults', async (c) => {
    const input = v.safeParse(faultInput, await body(c.req))
    return input.success ? c.json(faults.arm(input.output), 201) : invalid(input.issues)
  })
  app.delete('/faults', (c) => {
    faults.clear()
    return c.body(null, 204)
  })
  app.delete('/faults/:id', (c) =>
    faults.disarm(Number(c.req.param('id'))) ? c.body(null, 204) : unknown('fault'),
  )

  app.post('/sms/inbound', async (c) => {
    const input = v.safeParse(inboundInput, await body(c.req))
    return input.success ? c.json(desk.receive(input.output), 201) : invalid(input.issues)
  })

  app.get('/push/devices', (c) =>
    c.json({ devices: state.devices().map((device) => publicDevice(device, desk.origin)) }),
  )
  app.post('/push/devices', async (c) => {
    const input = v.safeParse(deviceInput, await body(c.req))
    if (!input.success) return invalid(input.issues)
    const device = createDevice(input.output)
    state.addDevice(device)
    return c.json(publicDevice(device, desk.origin), 201)
  })
  app.delete('/push/devices/:id', (c) =>
    state.removeDevice(c.req.param('id')) ? c.body(null, 204) : unknown('device'),
  )
  return app
}

/** A body that is not JSON is `undefined`, which no schema here takes. */
function body(request: { json(): Promise<unknown> }): Promise<unknown> {
  return request.json().catch(() => undefined)
}

function invalid(issues: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): Response {
  return Response.json({ code: 'invalid', message: v.summarize(issues) }, { status: 422 })
}

function unknown(what: string): Response {
  return Response.json({ code: 'not_found', message: `no such ${what}` }, { status: 404 })
}
