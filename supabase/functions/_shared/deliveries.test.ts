import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert/strict'
import { RpcFailure } from './database.ts'
import { openOutbox } from './deliveries.ts'
import { fakeDatabase } from './fake-database.ts'
import type { Settlement } from './outcome.ts'

const result = (id: string): Settlement => ({
  id,
  lease_token: `t-${id}`,
  provider: 'twilio',
  outcome: 'accepted',
  provider_message_id: `SM${id}`,
})
const lost = new RpcFailure('settle_deliveries', 0, '', 'connection reset')

function setUp() {
  const database = fakeDatabase([])
  const lines: string[] = []
  const outbox = openOutbox(database.rpc, 'sms', 'worker 1', (line) => lines.push(line))
  return { database, lines, outbox }
}

Deno.test('a worker claims by its channel and name, and a row it cannot read stops the claim', async () => {
  const { database, outbox } = setUp()
  database.add({ id: 'a', rendered: { body: 'x' }, target: { e164: '+447700900001' } })
  strictEqual((await outbox.claim(5))[0]?.id, 'a')
  deepStrictEqual(database.calls[0]?.parameters, { channel: 'sms', worker: 'worker 1', batch: 5 })
  database.add({ rendered: {}, target: {}, id: 7 as unknown as string })
  await rejects(outbox.claim(5))
})

Deno.test('a lost settle call is made again, with the same lease tokens', async () => {
  const { database, outbox } = setUp()
  database.failures.settle_deliveries = [lost, lost]
  await outbox.settle([result('a'), result('b')])
  strictEqual(database.calls.length, 3)
  deepStrictEqual(database.settled, [result('a'), result('b')])
})

Deno.test('a settle call that is lost every time is left to the lease, and the worker goes on', async () => {
  const { database, lines, outbox } = setUp()
  database.failures.settle_deliveries = [lost, lost, lost, lost]
  await outbox.settle([result('a')])
  strictEqual(database.settled.length, 0)
  match(lines.join(), /given up/)
})

Deno.test('a result the database refuses does not take the others with it', async () => {
  const { database, lines, outbox } = setUp()
  const refused = new RpcFailure('settle_deliveries', 400, '22P02', 'invalid input')
  database.failures.settle_deliveries = [refused, refused]
  await outbox.settle([result('bad'), result('good')])
  deepStrictEqual(database.settled, [result('good')])
  match(lines.join(), /bad.*invalid input/)
})

Deno.test('a message that belongs to another delivery is settled without its provider id', async () => {
  const { database, outbox } = setUp()
  const taken = new RpcFailure('settle_deliveries', 409, '23505', 'duplicate key')
  database.failures.settle_deliveries = [taken, taken]
  await outbox.settle([result('a')])
  deepStrictEqual(JSON.parse(JSON.stringify(database.settled)), [
    { id: 'a', lease_token: 't-a', provider: 'twilio', outcome: 'accepted' },
  ])
})

Deno.test('a message found by a look-up that another delivery claimed first leaves ours in doubt, to be looked up again', async () => {
  const { database, outbox } = setUp()
  const taken = new RpcFailure('settle_deliveries', 409, '23505', 'duplicate key')
  database.failures.settle_deliveries = [taken, taken]
  await outbox.settle([{ ...result('a'), is_found: true } as Settlement])
  deepStrictEqual(database.settled, [
    { id: 'a', lease_token: 't-a', provider: 'twilio', outcome: 'retry', code: 'look_up_failed' },
  ])
})
