import { describe, expect, it } from 'vitest'
import { emptyContent, type Message } from '../log/message.ts'
import { messageOf } from '../log/message-fixture.ts'
import { emptyLog, reduceLog } from '../log/message-log.ts'
import type { OutboxItem } from '../outbox/outbox-queue.ts'
import { type Line, linesOf, newerThan } from './message-lines.ts'
import { systemText } from './order-words.ts'

let seq = 0
/** A message said at a local time such as '09:00:10' on 21 November. */
function said(by: string | null, time: string, more: Partial<Message> = {}): Message {
  seq++
  return messageOf({
    seq,
    sender_id: by,
    client_id: by && `c${seq}`,
    type: by ? 'text' : 'order_update',
    body: by ? `said ${seq}` : '',
    meta: by ? {} : { status: 'accepted' },
    created_at: new Date(`2026-11-21T${time}`).toISOString(),
    ...more,
  })
}

function waiting(client_id: string, time: string): OutboxItem {
  const created_at = Date.parse(`2026-11-21T${time}`)
  const content = { ...emptyContent, body: 'waiting' }
  return {
    ...content,
    client_id,
    room_id: 'r',
    user_id: 'ada',
    created_at,
    uploads: [],
    attempts: 0,
    refusal: null,
    is_page_only: false,
  }
}

function logOf(...build: (() => Message)[]) {
  seq = 0
  return reduceLog(emptyLog, { type: 'opened', page: build.map((make) => make()) })
}

/** The lines as words: "ada: 2" is a group of two bubbles. */
function outline(lines: Line[]): string[] {
  return lines.map((line) => (line.kind === 'group' ? `${line.senderId}: ${line.bubbles.length}` : line.kind))
}

describe('a room as Ada reads it', () => {
  it('groups what one person says within a minute', () => {
    const log = logOf(
      () => said('sam', '09:00:05'),
      () => said('sam', '09:00:55'),
      () => said('sam', '09:01:01'),
      () => said('ada', '09:01:02'),
      () => said('sam', '09:01:03'),
    )
    expect(outline(linesOf(log, [], 'ada', null))).toEqual(['day', 'sam: 2', 'sam: 1', 'ada: 1', 'sam: 1'])
  })

  it('shows what the system says between the bubbles', () => {
    const log = logOf(
      () => said('sam', '09:00:01'),
      () => said(null, '09:00:02'),
      () => said('sam', '09:00:03'),
    )
    expect(outline(linesOf(log, [], 'ada', null))).toEqual(['day', 'sam: 1', 'system', 'sam: 1'])
  })

  it('divides the days', () => {
    const log = logOf(
      () => said('sam', '23:59:50'),
      () => said('sam', '09:00:00', { created_at: new Date('2026-11-22T00:00:10').toISOString() }),
    )
    expect(outline(linesOf(log, [], 'ada', null))).toEqual(['day', 'sam: 1', 'day', 'sam: 1'])
  })

  it('divides what is new once, before the first new message of somebody else', () => {
    const log = logOf(
      () => said('sam', '09:00:00'),
      () => said('ada', '09:00:01'),
      () => said(null, '09:00:02'),
      () => said('sam', '09:00:03'),
      () => said('sam', '09:00:04'),
    )
    const lines = outline(linesOf(log, [], 'ada', 1))
    expect(lines).toEqual(['day', 'sam: 1', 'ada: 1', 'system', 'unread', 'sam: 2'])
  })

  it('has no divider when everything was read, or when only Ada herself wrote', () => {
    const log = logOf(
      () => said('sam', '09:00:00'),
      () => said('ada', '09:00:01'),
    )
    expect(outline(linesOf(log, [], 'ada', 1))).not.toContain('unread')
    expect(outline(linesOf(log, [], 'ada', null))).not.toContain('unread')
  })

  it('puts waiting messages last, in the same group, even when her clock is behind', () => {
    const log = logOf(() => said('ada', '09:00:10'))
    const lines = linesOf(log, [waiting('x', '08:00:00'), waiting('y', '09:00:20')], 'ada', null)
    expect(outline(lines)).toEqual(['day', 'ada: 3'])
  })

  it('never shows a message twice while its answer and its outbox item overlap', () => {
    const log = logOf(() => said('ada', '09:00:10'))
    expect(outline(linesOf(log, [waiting('c1', '09:00:09')], 'ada', null))).toEqual(['day', 'ada: 1'])
  })

  it('keeps the key of a bubble when the server takes it, so that nothing blinks', () => {
    const keys = (lines: Line[]) =>
      lines.flatMap((line) => (line.kind === 'group' ? line.bubbles.map((b) => b.key) : []))
    const before = linesOf(logOf(), [waiting('c1', '09:00:09')], 'ada', null)
    const after = linesOf(
      logOf(() => said('ada', '09:00:10')),
      [],
      'ada',
      null,
    )
    expect(keys(after)).toEqual(keys(before))
  })

  it('shows her own message at once although one before it is missing', () => {
    const log = logOf(() => said('sam', '09:00:00'))
    seq = 2
    const behind = reduceLog(log, { type: 'heard', message: said('ada', '09:00:05') })
    expect(outline(linesOf(behind, [], 'ada', null))).toEqual(['day', 'sam: 1', 'ada: 1'])
  })

  it('counts as new only what others said', () => {
    const log = logOf(
      () => said('sam', '09:00:00'),
      () => said('sam', '09:00:01'),
      () => said('ada', '09:00:02'),
      () => said(null, '09:00:03'),
      () => said('sam', '09:00:04'),
    )
    expect(newerThan(log, 1, 'ada')).toBe(2)
  })
})

describe('what the system says', () => {
  it.each([
    [{ status: 'out_for_delivery' }, '', 'Out for delivery'],
    [{ status: 'cancelled' }, 'The shop is closed.', 'Order cancelled: The shop is closed.'],
    [{ status: 'teleported' }, '', 'Order updated'],
  ])('about %j is words', (meta, body, words) => {
    expect(systemText({ type: 'order_update', body, meta })).toBe(words)
  })
})
