import { expect, test } from 'vitest'
import { isLookedAt, roomOf } from './room.ts'

const room = '0b7a5b8e-2f6c-4e0e-9f1a-1d2c3b4a5f60'
const page = (visibilityState: DocumentVisibilityState, answer: unknown) => ({
  visibilityState,
  postMessage: (_: unknown, [port]: Transferable[] = []) => {
    if (answer !== undefined) (port as MessagePort).postMessage(answer)
  },
})

test('a push of a room is told by its tag, and nothing else is taken for one', () => {
  expect(roomOf(`room:${room}`)).toBe(room)
  for (const tag of [undefined, '', 'room:', `order:${room}`, `room:${room}x`, 'room:../../x'])
    expect(roomOf(tag)).toBeNull()
})

test('a room is looked at when a page that is seen says so, and only then', async () => {
  expect(await isLookedAt(room, [page('visible', false), page('visible', true)])).toBe(true)
  expect(await isLookedAt(room, [page('hidden', true)])).toBe(false)
  expect(await isLookedAt(room, [page('visible', 'yes')])).toBe(false)
  expect(await isLookedAt(room, [])).toBe(false)
})

test('a page that hangs does not keep the push from being shown', async () => {
  expect(await isLookedAt(room, [page('visible', undefined)], 20)).toBe(false)
})
