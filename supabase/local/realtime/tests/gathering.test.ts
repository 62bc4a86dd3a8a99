import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Harness, startHarness, until } from './harness.ts'
import { openSocket } from './raw-socket.ts'

// Enough that one round of writes takes longer than the two milliseconds from which on a topic gathers.
const SOCKETS = 600
const MESSAGES = 60

let h: Harness
beforeAll(async () => {
  h = await startHarness()
  await h.db.query(
    `create policy "all hear" on realtime.messages for select to authenticated using (realtime.topic() = 'hall')`,
  )
}, 60_000)
afterAll(() => h.stop())

const isTheirs = ({ event }: { event: string }) => event === 'broadcast'

it('whoever is in a large room hears all that is said in quick succession, once and in order, also what a newcomer finds under way', async () => {
  const token = await h.sign({ role: 'authenticated', sub: '22222222-2222-4222-8222-000000000001' })
  const enter = async (vsn: '1.0.0' | '2.0.0') => {
    const socket = await openSocket(h, { vsn })
    await socket.join('hall', { private: true }, token)
    return socket
  }
  const sockets: Awaited<ReturnType<typeof enter>>[] = []
  while (sockets.length < SOCKETS) {
    sockets.push(
      ...(await Promise.all(Array.from({ length: 50 }, (_, n) => enter(n === 0 ? '1.0.0' : '2.0.0')))),
    )
  }
  let newcomer: Awaited<ReturnType<typeof enter>> | undefined
  for (let n = 1; n <= MESSAGES; n++) {
    await h.db.query(`select realtime.send(jsonb_build_object('n', $1::int), 'said', 'hall')`, [n])
    if (n === MESSAGES / 2) newcomer = await enter('2.0.0')
  }
  const heard = (socket: (typeof sockets)[number]) =>
    socket.received.filter(isTheirs).map(({ payload }) => payload.payload.n)
  const inOrder = Array.from({ length: MESSAGES }, (_, i) => i + 1)
  await until(() => sockets.every((socket) => heard(socket).length >= MESSAGES))
  for (const socket of sockets) expect(heard(socket)).toEqual(inOrder)
  // nothing that was said before it came, and no hole after
  await until(() => heard(newcomer as never).at(-1) === MESSAGES)
  const [first = 0] = heard(newcomer as never)
  expect(first).toBeGreaterThan(0)
  expect(heard(newcomer as never)).toEqual(inOrder.slice(first - 1))
  for (const socket of [...sockets, newcomer]) socket?.close()
}, 60_000)
