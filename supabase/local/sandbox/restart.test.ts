import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Sms } from './entry.ts'
import { openLog } from './log.ts'
import { startSandbox } from './server.ts'
import { openBox, openReceiver, statusOf, until } from './testing.ts'

let stateDir: string
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'sandbox-'))
})
afterEach(() => rm(stateDir, { recursive: true }))

const send = (box: Awaited<ReturnType<typeof openBox>>, body: string, statusCallback?: string) =>
  box.client.messages.create({ to: '+447700900001', from: '+15005550006', body, statusCallback })

test('what was sent, the devices and the opt-outs are still there after a restart', async () => {
  const before = await openBox({ stateDir })
  const { sid } = await send(before, 'kept')
  const device = (await (await before.post('/push/devices', { name: 'kept' })).json()) as { id: string }
  const gone = (await (await before.post('/push/devices', { name: 'gone' })).json()) as { id: string }
  await fetch(`${before.url}/push/devices/${gone.id}`, { method: 'DELETE' })
  await before.post('/sms/inbound', { from: '+447700900002', body: 'STOP' })
  const mail = () =>
    before.post(
      '/mail/emails',
      { from: 'a@b.test', to: 'c@d.test', subject: 's', text: 't' },
      { authorization: 'Bearer k', 'idempotency-key': 'one' },
    )
  const { id } = (await (await mail()).json()) as { id: string }
  await until('delivered', async () => (await before.kept('sms'))[0]?.status === 'delivered')
  const entries = await before.kept('sms')
  await before.stop()

  const after = await openBox({ stateDir })
  expect(await after.kept('sms')).toEqual(entries)
  expect((await after.client.messages(sid).fetch()).body).toBe('kept')
  expect((await (await fetch(`${after.url}/push/devices`)).json()) as object).toMatchObject({
    devices: [{ id: device.id }],
  })
  expect((await fetch(`${after.url}/push/send/${gone.id}`, { method: 'POST' })).status).toBe(410)
  await expect(
    after.client.messages.create({ to: '+447700900002', from: '+15005550006', body: 'x' }),
  ).rejects.toMatchObject({ code: 21610 })
  const again = await after.post(
    '/mail/emails',
    { from: 'a@b.test', to: 'c@d.test', subject: 's', text: 't' },
    { authorization: 'Bearer k', 'idempotency-key': 'one' },
  )
  expect(await again.json()).toEqual({ id })
  await send(after, 'next')
  const numbers = (await after.kept('sms')).map((entry) => entry.id)
  expect(new Set(numbers).size).toBe(2)
  await after.stop()
})

test('a message under way at the end goes on after the restart and is called back', async () => {
  const receiver = await openReceiver()
  const before = await openBox({ stateDir, pace: { stepMs: 60_000 } })
  const { sid } = await send(before, 'under way', receiver.url)
  await before.stop()
  const after = await openBox({ stateDir })
  await until('delivered', async () => (await after.client.messages(sid).fetch()).status === 'delivered')
  await until('called back', () => receiver.received.length === 2)
  await after.stop()
  await receiver.stop()
})

test('half a line from a kill is skipped, and nothing after it is lost', async () => {
  const before = await openBox({ stateDir })
  await send(before, 'whole')
  await before.stop()
  await appendFile(join(stateDir, 'log.jsonl'), '{"entry":{"id":99,"ki')
  const lines: string[] = []
  const after = await openBox({ stateDir, log: (line) => lines.push(line) })
  expect(lines).toEqual([expect.stringContaining('skipped a broken line')])
  await send(after, 'later')
  await after.stop()
  const last = await openBox({ stateDir })
  expect((await last.kept('sms')).map(({ body }) => body)).toEqual(['whole', 'later'])
  await last.stop()
})

test('other users of the machine cannot read the keys and messages', async () => {
  const box = await openBox({ stateDir })
  await box.post('/push/devices', { name: 'secret' })
  for (const name of ['', 'log.jsonl', 'state.jsonl'])
    expect((await stat(join(stateDir, name))).mode & 0o077).toBe(0)
  expect(await readFile(join(stateDir, 'state.jsonl'), 'utf8')).toContain('private_key')
  await box.stop()
})

test('memory holds the newest within its bounds while the file keeps all', async () => {
  const path = join(stateDir, 'log.jsonl')
  const log = await openLog(path, () => {}, { entries: 10, bytes: 1_000_000 })
  for (let n = 0; n < 25; n++) log.add(sms(`SM${n}`))
  expect(log.query({}).map(({ id }) => id)).toEqual([16, 17, 18, 19, 20, 21, 22, 23, 24, 25])
  expect([log.sms('SM0'), log.sms('SM24')?.sid]).toEqual([undefined, 'SM24'])
  log.close()
  expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(25)
  const tight = await openLog(path, () => {}, { entries: 100, bytes: 2000 })
  expect(tight.query({}).length).toBeLessThan(8)
  tight.close()
})

test('a port that is taken is said at once, and the state stays usable', async () => {
  const first = await openBox()
  const port = Number(new URL(first.url).port)
  const options = { port, accountSid: 'AC', authToken: 'x', stateDir, log: () => {} }
  await expect(startSandbox(options)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await first.stop()
  await (await startSandbox(options)).stop()
})

test('a silent answer does not hold the sandbox open', async () => {
  const box = await openBox({ stateDir })
  const open = box.client.messages
    .create({ to: '+447700900163', from: '+15005550006', body: 'x' })
    .catch(() => 'cut')
  await until('taken', async () => (await box.kept('sms')).length === 1)
  await box.stop()
  expect(await open).toBe('cut')
})

test('a name re-pointed at this machine is not answered', async () => {
  const box = await openBox({ stateDir })
  expect(await statusOf(`${box.url}/log`, { headers: { host: 'evil.example' } })).toBe(403)
  await box.stop()
})

function sms(sid: string): Sms {
  const course = { final: 'delivered', errorCode: null, callbacks: 'none' } as const
  const none = {
    messaging_service_sid: null,
    status_callback: null,
    sent_at: null,
    error_code: null,
    from: null,
  }
  const now = new Date().toISOString()
  return {
    kind: 'sms',
    via: 'messages',
    sid,
    to: '+1',
    body: '',
    status: 'queued',
    segments: 1,
    encoding: 'GSM-7',
    updated_at: now,
    course,
    ...none,
  }
}
