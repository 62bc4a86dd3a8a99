import { expect, test } from 'vitest'
import { sendWaiting } from './background-send.ts'
import { write } from './outbox-device.ts'
import type { OutboxItem } from './outbox-queue.ts'

const whole = (body: string, room: string, more: Partial<OutboxItem> = {}): OutboxItem => ({
  ...write(body, room),
  ...{ uploads: [], attempts: 0, refusal: null, is_page_only: false, ...more },
})

function worker(waiting: OutboxItem[], answers: (item: OutboxItem) => boolean = () => true) {
  let items = waiting
  const sent: string[] = []
  let told = 0
  const run = () =>
    sendWaiting({
      store: {
        read: async () => items,
        update: async (_, how) => {
          items = how(items)
        },
      },
      userId: 'ada',
      send: async (item) => {
        if (!answers(item)) return false
        sent.push(item.body)
        return true
      },
      alone: (_, work) => work(),
      tell: () => void told++,
    })
  return { run, sent, told: () => told }
}

test('the worker sends what Ada wrote, in order in each room, and tells open pages', async () => {
  const { run, sent, told } = worker([whole('one', 'a'), whole('two', 'a'), whole('elsewhere', 'b')])
  expect(await run()).toBe(0)
  expect(sent.filter((body) => body !== 'elsewhere')).toEqual(['one', 'two'])
  expect(sent).toHaveLength(3)
  expect(told()).toBe(3)
})

test('a message with files, one that was refused and one that is not taken now hold back only their own room', async () => {
  const file = { key: 'k', name: 'a.png', mime: 'image/png', bytes: 1, file_id: null }
  const { run, sent } = worker(
    [
      ...[whole('with a picture', 'a', { uploads: [file] }), whole('after it', 'a')],
      ...[whole('refused', 'b', { refusal: { code: 'muted', message: '' } }), whole('after that', 'b')],
      ...[whole('not now', 'c'), whole('later', 'c')],
      whole('goes', 'd'),
    ],
    ({ body }) => body !== 'not now',
  )
  expect(await run()).toBe(6)
  expect(sent).toEqual(['goes'])
})
