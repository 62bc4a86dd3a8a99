import type { IncomingMessage, ServerResponse } from 'node:http'
import * as v from 'valibot'
import { jsonMap } from './json-map.ts'
import type { Services } from './services.ts'
import type { Identity } from './token.ts'

const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-allow-methods': 'POST, OPTIONS',
}
const PREFIX = '/realtime/v1/api/broadcast'

type Answer = { status: number; body?: object }
type Caller = { identity: Identity; headers: Record<string, string> }

const messageSchema = v.object({
  topic: v.pipe(v.string(), v.minLength(1)),
  event: v.pipe(v.string(), v.minLength(1)),
  payload: jsonMap,
  private: v.optional(v.boolean(), false),
  id: v.optional(v.string()),
})
const batchSchema = v.object({ messages: v.pipe(v.array(v.unknown()), v.minLength(1)) })

/** Both HTTP broadcast endpoints: a batch in the body, or one message named by the path. */
export async function handleHttp(
  services: Services,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const send = ({ status, body }: Answer) => {
    res.writeHead(status, { ...cors, 'content-type': 'application/json' })
    res.end(body && JSON.stringify(body))
  }
  try {
    send(await answer(services, req))
  } catch (cause) {
    services.log(`realtime: ${req.method} ${req.url}: ${cause}`)
    send({ status: 500, body: { message: 'Internal Server Error' } })
  }
}

async function answer(services: Services, req: IncomingMessage): Promise<Answer> {
  if (req.method === 'OPTIONS') return { status: 204 }
  const url = new URL(req.url ?? '/', 'http://realtime')
  const single = /^\/([^/]+)\/events\/([^/]+)$/.exec(url.pathname.slice(PREFIX.length))
  const isBatch = url.pathname === PREFIX
  if (req.method !== 'POST' || !url.pathname.startsWith(PREFIX) || !(single || isBatch)) {
    return { status: 404, body: { message: 'Not found' } }
  }
  const identity = await identify(services, req)
  if (!identity) return { status: 401, body: { message: 'Unauthorized' } }
  const caller = { identity, headers: textHeaders(req) }
  const type = req.headers['content-type'] ?? 'application/json'
  if (single && !/^application\/(json|octet-stream)/.test(type)) {
    const error = 'Unsupported Media Type. Use application/json or application/octet-stream'
    return { status: 415, body: { error } }
  }
  if (services.events.isExceeded()) {
    return { status: 429, body: { message: 'You have exceeded your rate limit' } }
  }
  const body = await readBody(req, services.limits.payloadBytes)
  if (!body) return { status: 413, body: { message: 'Payload Too Large' } }
  if (!single) return sendBatch(services, caller, body)
  const [name, event] = [decodeURIComponent(single[1] ?? ''), decodeURIComponent(single[2] ?? '')]
  const isPrivate = url.searchParams.get('private') === 'true'
  const encoding = type.startsWith('application/json') ? 'json' : 'binary'
  if (encoding === 'json' && !v.is(jsonMap, parseJson(body))) {
    return { status: 422, body: { errors: { payload: ['is invalid'] } } }
  }
  if (isPrivate && !(await mayWrite(services, caller, name))) {
    return { status: 403, body: { message: 'Unauthorized' } }
  }
  services.events.add(1)
  services.topics.fan({ name, isPrivate, id: null, content: { event, encoding, body } })
  return { status: 202 }
}

/** Messages to private topics the caller may not write are skipped without a word, as upstream. */
async function sendBatch(services: Services, caller: Caller, body: Buffer): Promise<Answer> {
  const batch = v.safeParse(batchSchema, parseJson(body))
  if (!batch.success) return { status: 422, body: { errors: { messages: ["can't be blank"] } } }
  const parsed = batch.output.messages.map((message) => v.safeParse(messageSchema, message))
  if (parsed.some(({ success }) => !success)) {
    return {
      status: 422,
      body: { errors: { messages: parsed.map(({ issues }) => fieldErrors(issues ?? [])) } },
    }
  }
  const allowed = new Map<string, boolean>()
  for (const { output } of parsed) {
    const message = v.parse(messageSchema, output)
    const { topic: name, private: isPrivate, id = null, event, payload } = message
    if (isPrivate && !allowed.has(name)) allowed.set(name, await mayWrite(services, caller, name))
    if (isPrivate && !allowed.get(name)) continue
    const content = JSON.stringify({ payload, event, type: 'broadcast', ...(id && { meta: { id } }) })
    services.events.add(1)
    services.topics.fan({ name, isPrivate, id, content })
  }
  return { status: 202 }
}

function fieldErrors(issues: readonly v.BaseIssue<unknown>[]): Record<string, string[]> {
  const entries = issues.map((issue) => {
    const isMissing = issue.input === undefined || issue.input === null || issue.input === ''
    return [v.getDotPath(issue) ?? 'message', [isMissing ? "can't be blank" : 'is invalid']]
  })
  return Object.fromEntries(entries)
}

async function identify({ verify, resolveKey }: Services, req: IncomingMessage): Promise<Identity | null> {
  const bearer = /^bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1]
  const token = bearer ?? req.headers.apikey
  if (typeof token !== 'string') return null
  const verdict = await verify(resolveKey(token))
  return 'identity' in verdict ? verdict.identity : null
}

function mayWrite({ authorization }: Services, caller: Caller, name: string): Promise<boolean> {
  return authorization.write({ name, ...caller }, 'broadcast')
}

function textHeaders(req: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(req.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  )
}

async function readBody(req: IncomingMessage, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of req) {
    length += chunk.length
    if (length > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
