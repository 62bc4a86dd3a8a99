import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type RequestOptions, request } from 'node:http'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import twilio from 'twilio'
import type { Callback, Entry, Kind, Mail, Push, Sms, Stored } from './entry.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from './server.ts'

export const accountSid = `AC${'5'.repeat(32)}`
export const authToken = 'the-auth-token'
export const serviceSid = `MG${'6'.repeat(32)}`

export type Box = Sandbox & { stateDir: string; client: ReturnType<typeof twilioClient> } & ReturnType<
    typeof asker
  >

/** A sandbox of its own on a free port, quick enough for a test; `options` as in startSandbox. */
export async function openBox(options: Partial<SandboxOptions> = {}): Promise<Box> {
  const stateDir = options.stateDir ?? (await mkdtemp(join(tmpdir(), 'sandbox-')))
  const pace = {
    stepMs: 5,
    lateMs: 40,
    delayMs: 120,
    byteMs: 10,
    priceMs: 30,
    retryMs: [10, 20],
    ...options.pace,
  }
  const log = () => {}
  const sandbox = await startSandbox({
    accountSid,
    authToken,
    log,
    ...options,
    port: await freePort(),
    stateDir,
    pace,
  })
  const stop = async () => {
    await sandbox.stop()
    if (!options.stateDir) await rm(stateDir, { recursive: true })
  }
  return { ...sandbox, stop, stateDir, client: twilioClient(sandbox.url), ...asker(sandbox.url) }
}

/** Below 32768, where no outgoing connection of somebody else can sit. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const probe = createSocketServer()
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
    })
    probe.close()
    if (isFree) return port
  }
}

/** The real SDK; its requests go to the sandbox as `${url}/twilio/<host><path>`, the way the functions send them. */
export function twilioClient(url: string, token = authToken) {
  const request = async (o: {
    method: string
    uri: string
    username?: string
    password?: string
    headers?: Record<string, string>
    params?: object
    data?: object
    timeout?: number
  }) => {
    const asked = new URL(o.uri)
    const target = new URL(`${url}/twilio/${asked.hostname}${asked.pathname}${asked.search}`)
    for (const [name, value] of Object.entries(o.params ?? {})) target.searchParams.set(name, String(value))
    const form = new URLSearchParams()
    for (const [name, value] of Object.entries(o.data ?? {})) {
      for (const one of [value].flat()) if (one !== undefined) form.append(name, String(one))
    }
    const response = await fetch(target, {
      method: o.method.toUpperCase(),
      headers: { ...o.headers, authorization: `Basic ${btoa(`${o.username}:${o.password}`)}` },
      body: o.data ? form : undefined,
      redirect: 'manual',
      signal: AbortSignal.timeout(o.timeout ?? 5000),
    })
    const text = await response.text()
    const body = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text
    return { statusCode: response.status, body, headers: Object.fromEntries(response.headers) }
  }
  // The SDK types its httpClient as the axios class, of which it uses `request` only.
  const httpClient = { request } as unknown as NonNullable<
    ConstructorParameters<typeof twilio.Twilio>[2]
  >['httpClient']
  return twilio(accountSid, token, { httpClient })
}

function asker(url: string) {
  const kept = async <K extends Kind>(kind: K, to?: string) => {
    const query = new URLSearchParams({ kind, ...(to ? { to } : {}) })
    const { entries } = (await (await fetch(`${url}/log?${query}`)).json()) as { entries: Entry[] }
    return entries as Extract<
      Stored<Sms> | Stored<Push> | Stored<Mail> | Stored<Callback> | Entry,
      { kind: K }
    >[]
  }
  return {
    kept,
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
  }
}

export type Received = {
  url: string
  headers: Record<string, string>
  body: string
  params: Record<string, string>
  at: number
}

/** An endpoint that writes down every request; `answer` gives the status of the nth one. */
export async function openReceiver(answer: (n: number) => number = () => 204) {
  const received: Received[] = []
  const server = createServer(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += chunk
    const headers = req.headers as Record<string, string>
    const { port } = server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}${req.url}`
    received.push({
      url,
      headers,
      body,
      params: Object.fromEntries(new URLSearchParams(body)),
      at: Date.now(),
    })
    res.writeHead(answer(received.length)).end()
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}`, received, stop }
}

/** Asks with exactly these headers; fetch sets Host and Sec-Fetch-Mode itself. */
export function statusOf(url: string, options: RequestOptions): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request(url, options, (response) => resolve(response.resume().statusCode))
    asking.on('error', reject).end()
  })
}

/** Waits until `test` holds, at most 3 s; the error names what was waited for. */
export async function until(what: string, test: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 3000
  while (!(await test())) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
