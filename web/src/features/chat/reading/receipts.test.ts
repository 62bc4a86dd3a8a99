import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Member } from '../room/room.ts'
import { receiptsOf, receiptText } from './receipts.ts'

const member = (user_id: string, last_delivered_seq: number, last_read_seq: number): Member =>
  ({ user_id, name: user_id, role: 'customer', last_read_seq, last_delivered_seq }) as Member

test('Ada sees who has read her words, who has them, and who neither, and never herself', () => {
  const members = [member('ada', 9, 9), member('sam', 9, 9), member('grace', 9, 4), member('eve', 4, 4)]
  const { read, delivered, waiting } = receiptsOf(5, members, 'ada')
  expect([read, delivered, waiting].map((list) => list.map(({ name }) => name))).toEqual([
    ['sam'],
    ['grace'],
    ['eve'],
  ])
})

test('between two people one word says it, among several how many', () => {
  const text = (...others: Member[]) => receiptText(receiptsOf(5, [member('ada', 9, 9), ...others], 'ada'))
  expect(text()).toBe('Sent')
  expect(text(member('sam', 4, 4))).toBe('Sent')
  expect(text(member('sam', 5, 4))).toBe('Delivered')
  expect(text(member('sam', 5, 5))).toBe('Read')
  expect(text(member('sam', 4, 4), member('eve', 4, 4))).toBe('Sent')
  expect(text(member('sam', 5, 4), member('eve', 4, 4))).toBe('Delivered to 1 of 2')
  expect(text(member('sam', 5, 4), member('eve', 5, 4))).toBe('Delivered to all')
  expect(text(member('sam', 5, 5), member('eve', 4, 4))).toBe('Read by 1 of 2')
  expect(text(member('sam', 5, 5), member('eve', 5, 5))).toBe('Read by all')
})

test('everybody but oneself stands in exactly one list, and an older message is never read by fewer', () => {
  const marks = fc.tuple(fc.nat(50), fc.nat(50)).map(([a, b]) => [Math.max(a, b), Math.min(a, b)] as const)
  fc.assert(
    fc.property(fc.array(marks, { maxLength: 12 }), fc.nat(50), fc.nat(50), (all, a, b) => {
      const members = all.map(([held, read], n) => member(`p${n}`, held, read))
      const [older, newer] = [Math.min(a, b), Math.max(a, b)].map((seq) => receiptsOf(seq, members, 'p0'))
      if (!older || !newer) return
      const ids = [...newer.read, ...newer.delivered, ...newer.waiting].map(({ user_id }) => user_id)
      expect(ids.toSorted()).toEqual(
        members
          .slice(1)
          .map(({ user_id }) => user_id)
          .toSorted(),
      )
      expect(older.read.length).toBeGreaterThanOrEqual(newer.read.length)
      expect(older.waiting.length).toBeLessThanOrEqual(newer.waiting.length)
    }),
  )
})
