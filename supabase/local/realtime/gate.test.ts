import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { isVisible, visibilityGate } from './gate.ts'

const EPOCH = 1n << 32n

it.each([
  ['before all that run', 99, '100:105:', true],
  ['still running', 103, '100:105:101,103', false],
  ['over, though older ones run', 102, '100:105:101,103', true],
  ['not begun for this snapshot', 105, '100:105:', false],
  ['over, in a later epoch', 7, `${EPOCH + 9n}:${EPOCH + 9n}:`, true],
  ['running, in a later epoch', 7, `${EPOCH + 7n}:${EPOCH + 9n}:${EPOCH + 7n}`, false],
  ['from just before the ids wrapped', 0xffffffff, `${EPOCH + 2n}:${EPOCH + 2n}:`, true],
])('a transaction that is %s', (_, xid, snapshot, wanted) => {
  expect(isVisible(xid, snapshot)).toBe(wanted)
})

it('transactions leave in the order they came, and one snapshot serves all that wait', async () => {
  const released: number[][] = []
  const snapshots = ['10:12:10,11', '11:12:11', '13:13:']
  let asked = 0
  const gate = visibilityGate<{ xid: number }>({
    snapshot: async () => snapshots[Math.min(asked++, 2)] ?? '',
    release: (transactions) => released.push(transactions.map(({ xid }) => xid)),
    log: () => {},
  })
  for (const xid of [10, 11, 12]) gate.push({ xid })
  await sleep(60)
  expect([released, asked]).toEqual([[[10], [11, 12]], 3])
})

it('a lost database is asked again', async () => {
  const released: number[] = []
  let asked = 0
  const gate = visibilityGate<{ xid: number }>({
    snapshot: async () => {
      if (asked++ === 0) throw new Error('connection lost')
      return '6:6:'
    },
    release: (transactions) => released.push(...transactions.map(({ xid }) => xid)),
    log: () => {},
  })
  gate.push({ xid: 5 })
  await sleep(200)
  expect(released).toEqual([5])
})
