import { expect, test } from 'vitest'
import { messageOf } from '../log/message-fixture.ts'
import { belowRoot, threadLines } from './thread-lines.ts'

const at = (day: number) => new Date(2026, 4, day, 12).toISOString()
const daysOf = (replyDays: number[]) => {
  const root = threadLines([messageOf({ seq: 1, created_at: at(1) })], [], 'me')
  const replies = replyDays.map((day, n) =>
    messageOf({ id: `reply ${n}`, seq: n + 2, thread_root: 'root', created_at: at(day) }),
  )
  const below = belowRoot(threadLines(replies, [], 'me'), root)
  return below.flatMap((line) => (line.kind === 'day' ? [new Date(line.at).getDate()] : []))
}

test('the reader of a thread is told each day once, that of the first message above the replies', () => {
  expect(daysOf([1, 1, 2, 3])).toEqual([2, 3])
  expect(daysOf([2, 3])).toEqual([2, 3])
  expect(daysOf([])).toEqual([])
})
