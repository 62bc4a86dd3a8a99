import { describe, expect, it } from 'vitest'
import type { Message } from './message.ts'
import { makeFeed, pageSize } from './message-feed.ts'
import { messageOf } from './message-fixture.ts'
import { emptyLog } from './message-log.ts'

/** A server with one room; `net.fails` breaks every answer, `asked` counts questions. */
function makeServer() {
  const rows: Message[] = []
  const net = { fails: false, asked: 0 }
  const answer = async (page: () => Message[]) => {
    net.asked++
    await Promise.resolve()
    if (net.fails) throw new TypeError('Failed to fetch')
    return page()
  }
  const source = {
    newest: () => answer(() => rows.slice(-pageSize)),
    older: (before: number) => answer(() => rows.slice(Math.max(0, before - 1 - pageSize), before - 1)),
    newer: (after: number) => answer(() => rows.slice(after, after + pageSize)),
    around: async (seq: number) => ({
      rev: Math.max(0, ...rows.map(({ rev }) => rev)),
      older: await answer(() => rows.slice(Math.max(0, seq - pageSize / 2), seq)),
      newer: rows.slice(seq, seq + pageSize / 2),
    }),
    changes: (after: number) => answer(() => rows.slice(after, after + pageSize)),
  }
  const say = (): Message => {
    const seq = rows.length + 1
    const message = messageOf({ seq, sender_id: 'sam', client_id: `c${seq}`, body: `said ${seq}` })
    rows.push(message)
    return message
  }
  const sayMany = (count: number) => Array.from({ length: count }, say)
  return { rows, net, source, say, sayMany }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('the feed of a room', () => {
  it('fetches by itself what a reader missed before the message just heard', async () => {
    const { rows, source, say } = makeServer()
    const feed = makeFeed(source, emptyLog)
    await feed.sync()
    say()
    say()
    feed.hear(say())
    await settled()
    expect(feed.state().log.shown).toEqual(rows)
  })

  it('asks nothing when a reader hears each message in its turn', async () => {
    const { rows, net, source, say } = makeServer()
    const feed = makeFeed(source, emptyLog)
    await feed.sync()
    const before = net.asked
    for (let i = 0; i < 5; i++) feed.hear(say())
    feed.check(rows.length)
    await settled()
    expect(net.asked).toBe(before)
    expect(feed.state().log.shown).toEqual(rows)
  })

  it('notices at the next check that a reader heard nothing at all', async () => {
    const { rows, source, say } = makeServer()
    const feed = makeFeed(source, emptyLog)
    await feed.sync()
    say()
    feed.check(rows.length)
    await settled()
    expect(feed.state().log.shown).toEqual(rows)
  })

  it('keeps what a reader has when the network is away, says so, and heals', async () => {
    const { rows, net, source, say } = makeServer()
    say()
    const feed = makeFeed(source, emptyLog)
    await feed.sync()
    net.fails = true
    say()
    await feed.sync()
    expect(feed.state().failure).toBeInstanceOf(TypeError)
    expect(feed.state().log.shown).toHaveLength(1)
    net.fails = false
    await feed.sync()
    expect(feed.state().failure).toBeNull()
    expect(feed.state().log.shown).toEqual(rows)
  })

  it('comes back after a thousand messages in a few questions, and walks back page by page', async () => {
    const { rows, net, source, sayMany } = makeServer()
    sayMany(3)
    const feed = makeFeed(source, emptyLog)
    await feed.sync()
    sayMany(1000)
    net.asked = 0
    await feed.sync()
    expect(net.asked).toBeLessThanOrEqual(4)
    expect(feed.state().log.shown).toEqual(rows.slice(-pageSize))
    for (let pages = 0; pages < 25; pages++) await feed.loadOlder()
    expect(feed.state().log.shown).toEqual(rows)
  })

  it('says when older messages could not be loaded, and loads them on the next try', async () => {
    const { rows, net, source, sayMany } = makeServer()
    sayMany(60)
    const feed = makeFeed(source, emptyLog)
    await feed.sync()
    net.fails = true
    await feed.loadOlder()
    expect(feed.state().olderFailure).toBeInstanceOf(TypeError)
    net.fails = false
    await feed.loadOlder()
    expect(feed.state().olderFailure).toBeNull()
    expect(feed.state().log.shown).toEqual(rows)
  })

  it('takes a reader to a message in the middle, and from there down to the newest', async () => {
    const { rows, source, say, sayMany } = makeServer()
    sayMany(1000)
    const feed = makeFeed(source, emptyLog)
    await feed.sync()
    await feed.jump(300)
    expect(feed.state().log.shown).toEqual(rows.slice(275, 325))
    feed.hear(say())
    expect(feed.state().log.shown).toEqual(rows.slice(275, 325))
    for (let pages = 0; pages < 20; pages++) await feed.loadNewer()
    expect(feed.state().log.shown).toEqual(rows.slice(275))
    expect(feed.state().log.isDetached).toBe(false)
    feed.hear(say())
    expect(feed.state().log.shown).toEqual(rows.slice(275))
  })

  it('leaves a reader in the middle where they are after a thousand missed messages, and brings them back at once', async () => {
    const { rows, source, sayMany } = makeServer()
    sayMany(1000)
    const feed = makeFeed(source, emptyLog)
    await feed.sync()
    await feed.jump(300)
    sayMany(1000)
    await feed.sync()
    expect(feed.state().log.shown.some(({ seq }) => seq === 300)).toBe(true)
    expect(feed.state().log.isDetached).toBe(true)
    await feed.toEnd()
    expect(feed.state().log.shown.at(-1)).toEqual(rows.at(-1))
    expect(feed.state().log.isDetached).toBe(false)
  })

  it('stays with the message a reader opened the room at, when the newest page comes late', async () => {
    const { rows, source, sayMany } = makeServer()
    sayMany(1000)
    const slow = { ...source, newest: () => settled().then(source.newest) }
    const feed = makeFeed(slow, emptyLog)
    const opening = feed.sync()
    await feed.jump(300)
    await opening
    await settled()
    expect(feed.state().log.shown).toEqual(rows.slice(275, 325))
    expect(feed.state().log.isDetached).toBe(true)
  })
})
