import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from './message.ts'
import { messageOf } from './message-fixture.ts'
import {
  emptyLog,
  hasOlder,
  isBehind,
  lastSeq,
  type MessageLog,
  oldestSeq,
  reduceLog,
} from './message-log.ts'

const PAGE = 5

/** The server as the browser can ask it: each change takes the next rev, each new message the next seq. */
function startServer() {
  const rows: Message[] = []
  let rev = 0
  return {
    rows,
    say(by: string): Message {
      const seq = rows.length + 1
      const row = { ...blank, id: `m${seq}`, seq, rev: ++rev, sender_id: by, body: `said ${seq}` }
      rows.push(row)
      return row
    },
    edit(pick: number): Message | undefined {
      const row = rows[pick % Math.max(rows.length, 1)]
      if (!row) return
      const changed = { ...row, rev: ++rev, body: `${row.body} edited ${rev}` }
      rows[row.seq - 1] = changed
      return changed
    },
    newest: () => rows.slice(-PAGE),
    before: (seq: number) => rows.filter((row) => row.seq < seq).slice(-PAGE),
    after: (seq: number) => rows.filter((row) => row.seq > seq).slice(0, PAGE),
    rev: () => rev,
    changes: (after: number, limit = PAGE) =>
      rows
        .filter((row) => row.rev > after)
        .sort((a, b) => a.rev - b.rev)
        .slice(0, limit),
  }
}

const blank = messageOf({ seq: 0 })

/** What the network may do between server and browser, in any order and any number. */
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('say', 'sayOwn'), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit'), pick: fc.nat() }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('arrive'), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('lose', 'repeat'), pick: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('askNewest', 'askOlder', 'askChanges', 'askNewer', 'jump'),
      pick: fc.nat(),
    }),
  },
)

type Pending = Parameters<typeof reduceLog>[1]

function play(steps: readonly { do: string; pick: number }[]) {
  const server = startServer()
  const wire: Pending[] = []
  let log = emptyLog
  const check = (next: MessageLog) => {
    for (const [at, message] of next.shown.entries()) {
      if (at > 0) expect(message.seq).toBe((next.shown[at - 1]?.seq ?? 0) + 1)
    }
    log = next
  }
  for (const { do: what, pick } of steps) {
    const at = pick % Math.max(wire.length, 1)
    if (what === 'say') wire.push({ type: 'heard', message: server.say('other') })
    if (what === 'sayOwn') {
      const message = server.say('me')
      wire.push({ type: 'heard', message }, { type: 'heard', message })
    }
    if (what === 'edit') {
      const message = server.edit(pick)
      if (message) wire.push({ type: 'heard', message })
    }
    if (what === 'askNewest') wire.push({ type: 'opened', page: server.newest() })
    if (what === 'askOlder') {
      const before = oldestSeq(log)
      if (before) wire.push({ type: 'older', run: log.run, before, page: server.before(before) })
    }
    if (what === 'askChanges' && log.isOpen)
      wire.push({ type: 'changes', after: log.syncedRev, page: server.changes(log.syncedRev) })
    if (what === 'askNewer' && log.isDetached) {
      const page = server.after(lastSeq(log))
      wire.push({ type: 'newer', run: log.run, after: lastSeq(log), page, isLast: page.length < PAGE })
    }
    if (what === 'jump' && server.rows.length > 0) {
      const seq = 1 + (pick % server.rows.length)
      const later = server.after(seq)
      const page = [...server.before(seq + 1), ...later]
      wire.push({ type: 'around', rev: server.rev(), page, isLast: later.length < PAGE })
    }
    const action = wire[at]
    if (what === 'arrive' && action) check(reduceLog(log, action))
    if (what === 'repeat' && action) wire.push(action)
    if (what === 'arrive' || what === 'lose') wire.splice(at, 1)
  }
  return { server, log, check: (next: MessageLog) => check(next), read: () => log }
}

describe('what a browser knows of a room', () => {
  it('is dense and never doubled, and equals the server after one catch-up, whatever the network did', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 120, size: 'max' }), (steps) => {
        const { server, check, read } = play(steps)
        if (!read().isOpen) check(reduceLog(read(), { type: 'opened', page: server.newest() }))
        for (;;) {
          const after = read().syncedRev
          const page = server.changes(after)
          if (page.length === 0) break
          check(reduceLog(read(), { type: 'changes', after, page }))
        }
        const from = (oldestSeq(read()) ?? 1) - 1
        const to = read().isDetached ? lastSeq(read()) : server.rows.length
        expect(read().shown).toEqual(server.rows.slice(from, to))
        while (read().isDetached) {
          const after = lastSeq(read())
          const page = server.after(after)
          check(
            reduceLog(read(), { type: 'newer', run: read().run, after, page, isLast: page.length < PAGE }),
          )
        }
        expect(read().shown).toEqual(server.rows.slice(from))
        expect(isBehind(read())).toBe(false)

        while (hasOlder(read())) {
          const before = oldestSeq(read()) ?? 1
          check(reduceLog(read(), { type: 'older', run: read().run, before, page: server.before(before) }))
        }
        expect(read().shown).toEqual(server.rows)
      }),
      { numRuns: 1000 },
    )
  })

  it('knows it is behind when a reader heard the third message but not the second', () => {
    const server = startServer()
    server.say('other')
    let log = reduceLog(emptyLog, { type: 'opened', page: server.newest() })
    server.say('other')
    log = reduceLog(log, { type: 'heard', message: server.say('other') })
    expect(isBehind(log)).toBe(true)
    expect(lastSeq(log)).toBe(1)
  })

  it('knows it is behind when a reader missed an edit', () => {
    const server = startServer()
    server.say('other')
    let log = reduceLog(emptyLog, { type: 'opened', page: server.newest() })
    server.edit(0)
    log = reduceLog(log, { type: 'heard', message: server.say('other') })
    expect(lastSeq(log)).toBe(2)
    expect(isBehind(log)).toBe(true)
  })

  it('holds what a reader heard before the first page came, and shows it after', () => {
    const server = startServer()
    const early = server.say('other')
    let log = reduceLog(emptyLog, { type: 'heard', message: early })
    expect(log.shown).toEqual([])
    log = reduceLog(log, { type: 'opened', page: [] })
    expect(log.shown).toEqual([early])
  })

  it('begins anew from the newest page when a reader was away for more than a page', () => {
    const server = startServer()
    for (let i = 0; i < 3; i++) server.say('other')
    let log = reduceLog(emptyLog, { type: 'opened', page: server.newest() })
    for (let i = 0; i < 40; i++) server.say('other')
    log = reduceLog(log, { type: 'opened', page: server.newest() })
    expect(log.shown).toEqual(server.newest())
    expect(hasOlder(log)).toBe(true)
  })
})
