import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../check/step.ts'

let sql: pg.Client
beforeAll(async () => {
  sql = new pg.Client({ connectionString: process.env.SUPABASE_DB_URL })
  await sql.connect()
})
afterAll(() => sql.end())

type Said = { code: number; said: string }

/** As an operator types it, in a shell that knows nothing but which stack. */
const send = (...words: string[]) => sendWith({ ORDERLINE_STATE: process.env.ORDERLINE_STATE }, ...words)

function sendWith(settings: NodeJS.ProcessEnv, ...words: string[]): Promise<Said> {
  const { PATH, HOME } = process.env
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'supabase/local/run.mjs'), 'send', ...words],
      { cwd: root, env: { PATH, HOME, ...settings } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    )
  })
}

async function logged(kind: string, to: string): Promise<Record<string, unknown>[]> {
  const response = await fetch(
    `${process.env.SANDBOX_URL}/log?kind=${kind}&to=${encodeURIComponent(to)}&limit=500`,
  )
  return ((await response.json()) as { entries: Record<string, unknown>[] }).entries
}

test('an operator asks whether everything is set up, and is told what is not', async () => {
  const good = await send('--check-config')
  expect(good.said).toContain('Everything that sending needs is there.')
  expect(good.code).toBe(0)

  await sql.query(
    `select vault.update_secret(id, new_name => 'hidden') from vault.secrets where name = 'functions_url'`,
  )
  try {
    const bad = await send('--check-config')
    expect(bad.said).toMatch(/✗ Vault: functions_url/)
    expect(bad.code).toBe(1)
  } finally {
    await sql.query(
      `select vault.update_secret(id, new_name => 'functions_url') from vault.secrets where name = 'hidden'`,
    )
  }
})

test('an operator tries each provider, and the message is there', async () => {
  const number = '+447700900777'
  const text = await send('--sms', number, 'By Twilio')
  expect(text.said).toMatch(/sms +delivered +by twilio {2}SM[0-9a-f]{32} {2}1 segment/)
  expect(text.code).toBe(0)
  const second = await send('--sms', number, 'By Vonage', '--provider', 'vonage')
  expect(second.said).toMatch(/sms +accepted +by vonage/)
  expect((await logged('sms', number)).map(({ body }) => body)).toEqual(['By Twilio', 'By Vonage'])

  const address = 'someone@shop.example'
  for (const provider of ['resend', 'sendgrid']) {
    const mail = await send('--mail', address, `By ${provider}`, 'Hello', '--provider', provider)
    expect(mail.said).toMatch(new RegExp(`email +accepted +by ${provider}`))
    expect(mail.code).toBe(0)
  }
  expect((await logged('mail', address)).map(({ subject }) => subject)).toEqual(['By resend', 'By sendgrid'])
}, 60_000)

test('an operator who tries a number that cannot be is told what the provider says', async () => {
  const refused = await send('--sms', '+15005550001', 'x')
  expect(refused.said).toMatch(/sms +failed +reason 21211/)
  expect(refused.code).toBe(1)
})

test('an operator pushes to every browser of a person', async () => {
  const pushed = await send('--push', 'ada@example.com', 'Hello', 'from the command line', '--json')
  expect(pushed.code).toBe(0)
  const lines = JSON.parse(pushed.said)
  expect(lines.length).toBeGreaterThan(0)
  expect(lines[0]).toMatchObject({ channel: 'web_push', state: 'accepted', provider: 'web_push' })
})

test('an operator tells a person of an event the way the product does, with its cost', async () => {
  const told = await send('--user', 'Ada@example.com', '--event', 'order.accepted', '--wait', '30')
  expect(told.said).toMatch(/in_app +shown/)
  expect(told.said).toMatch(/sms +delivered .* 1 segment {2}cost (about )?0\.\d+ [A-Z]{3}/)
  expect(told.code).toBe(0)
}, 60_000)

test('an operator tries a provider on a project of their own, with the settings of .env.example alone', async () => {
  const address = 'own-project@shop.example'
  const own = {
    SUPABASE_DB_URL: process.env.SUPABASE_DB_URL,
    PUBLIC_FUNCTIONS_URL: `${process.env.SUPABASE_URL}/functions/v1`,
    ...{ WEBHOOK_SECRET: 'a'.repeat(32), LINK_SECRET: 'b'.repeat(32), APP_URL: 'https://shop.example' },
    ...{ MAIL_FROM: 'Shop <hello@shop.example>', RESEND_API_KEY: 're_sandbox' },
    MAIL_API_BASE: `${process.env.SANDBOX_URL}/mail`,
  }
  const mail = await sendWith(own, '--mail', address, 'From my project', 'Hello')
  expect(mail.said).toMatch(/email +accepted +by resend/)
  expect(mail.code).toBe(0)
  expect((await logged('mail', address)).map(({ subject }) => subject)).toEqual(['From my project'])
})

test('an operator without the second provider of SMS is not told to mend its function', async () => {
  const server = createServer((request, response) =>
    response.writeHead(request.url?.endsWith('/vonage-events') ? 503 : 401).end(),
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const own = {
    SUPABASE_DB_URL: process.env.SUPABASE_DB_URL,
    PUBLIC_FUNCTIONS_URL: `http://127.0.0.1:${port}`,
  }
  const { said } = await sendWith(own, '--check-config')
  server.close()
  expect(said).toMatch(/✓ Function send-sms/)
  expect(said).toMatch(/– Function vonage-events +not used/)
})

test('an operator whose SUPABASE_DB_URL is no address is told so', async () => {
  const { code, said } = await sendWith({ SUPABASE_DB_URL: 'db.example.com' }, '--check-config')
  expect(said).toContain('SUPABASE_DB_URL is no address of a database')
  expect(code).toBe(2)
})

test('an operator who asks for help reads the modes, and that is no mistake', async () => {
  const { code, said } = await sendWith({}, '--help')
  expect(said).toContain('npm run send -- --check-config')
  expect(code).toBe(0)
})

test.for([
  [[], 'npm run send -- --check-config'],
  [['--nonsense'], 'Unknown option'],
  [['--user', 'nobody@example.com', '--event', 'order.ready'], 'Nobody has the address'],
  [['--user', 'ada@example.com', '--event', 'order.eaten'], 'There is no event'],
  [['--user', 'ada@example.com'], 'The event'],
  [['--user', 'ada@example.com', '--event', 'order.ready', '--data', '{'], '--data is not JSON'],
  [
    ['--user', 'ada@example.com', '--event', 'order.ready', '--wait', 'long'],
    '--wait is a number of seconds',
  ],
  [['--sms', '07700 900001', 'x'], 'no number in international form'],
  [['--push', 'grace@example.com', 'x'], 'no browser that takes pushes'],
] as const)('an operator who types %j is told what is wrong with it', async ([words, reason]) => {
  const { code, said } = await send(...words)
  expect(said).toContain(reason)
  expect(code).toBe(2)
})
