/** One thing somebody does; `target` is the how-manieth message, as far as there are so many. */
export type Act = {
  who: number
  what: 'send' | 'reply' | 'again' | 'edit' | 'delete' | 'react' | 'unreact' | 'pin' | 'unpin' | 'read'
  target: number
  word: string
  emoji: string
}

type Said = {
  id: string
  seq: number
  rev: number
  body: string | null
  is_deleted: boolean
  is_edited: boolean
  reactions: Record<string, string[]>
  is_pinned: boolean
  thread_count: number
  thread_seq: number | null
  sender: string
  root: Said | null
  clientId: string
  word: string
}

export type Model = {
  lastSeq: number
  lastRev: number
  messages: Said[]
  marks: Map<string, { user: string; root: Said; seq: number }>
  unread(): Map<string, number>
}

/** A room in which the system has said `said` messages. */
export function emptyRoom(said: number): Model {
  return { lastSeq: said, lastRev: said, messages: [], marks: new Map(), unread: () => new Map() }
}

/** The call that an act is, and what it must answer; `isRoom` when the room's id comes first. */
type Asked = { isRoom: boolean; values: unknown[]; answer: string; clientId?: string }

/** Does to the model what the act would do to the room; null when there is nothing to do it to. Staff are the third. */
export function applyTo(model: Model, act: Act, people: readonly string[]): Asked | null {
  const me = people[act.who] ?? ''
  const isStaff = act.who === 2
  const message = model.messages[act.target % Math.max(1, model.messages.length)]
  const root = message?.root ?? message
  const asked = (values: unknown[], answer = 'taken'): Asked => ({ isRoom: false, values, answer })
  const touch = (one: Said) => {
    one.rev = ++model.lastRev
  }
  if (act.what === 'send') return { isRoom: true, ...say(model, me, act.word, null) }
  if (!message || !root) return null
  switch (act.what) {
    case 'reply':
      return { isRoom: true, ...say(model, me, act.word, root) }
    case 'again':
      // another person's client_id would be a new message
      if (message.sender !== me) return null
      return { isRoom: true, values: [message.clientId, 'said again'], answer: 'taken' }
    case 'edit':
      if (message.sender !== me) return asked([message.id, act.word], 'not_yours')
      if (message.is_deleted) return asked([message.id, act.word], 'message_deleted')
      if (message.body !== act.word) {
        Object.assign(message, { body: act.word, is_edited: true })
        touch(message)
      }
      return asked([message.id, act.word])
    case 'delete':
      if (message.sender !== me && !isStaff) return asked([message.id], 'not_yours')
      if (message.is_deleted) return asked([message.id])
      Object.assign(message, {
        body: null,
        is_deleted: true,
        is_edited: false,
        reactions: {},
        is_pinned: false,
      })
      touch(message)
      if (message.root) {
        const left = model.messages.filter((one) => one.root === message.root && !one.is_deleted)
        Object.assign(message.root, { thread_count: left.length, thread_seq: left.at(-1)?.seq ?? null })
        touch(message.root)
      }
      return asked([message.id])
    case 'react':
    case 'unreact': {
      const isOn = act.what === 'react'
      const holders = message.reactions[act.emoji] ?? []
      if (holders.includes(me) === isOn) return asked([message.id, act.emoji])
      if (message.is_deleted) return asked([message.id, act.emoji], 'message_deleted')
      const next = isOn ? [...holders, me] : holders.filter((one) => one !== me)
      if (next.length > 0) message.reactions[act.emoji] = next
      else delete message.reactions[act.emoji]
      touch(message)
      return asked([message.id, act.emoji])
    }
    case 'pin':
    case 'unpin':
      if (message.is_pinned === (act.what === 'pin')) return asked([message.id])
      if (act.what === 'pin' && message.root) return asked([message.id], 'invalid_pin')
      if (message.is_deleted) return asked([message.id], 'message_deleted')
      if (act.what === 'pin' && model.messages.filter((one) => one.is_pinned).length >= 20)
        return asked([message.id], 'too_many_pins')
      message.is_pinned = act.what === 'pin'
      touch(message)
      return asked([message.id])
    case 'read': {
      const mark = model.marks.get(`${me} ${root.seq}`)
      if (mark) mark.seq = Math.max(mark.seq, Math.min(act.target, root.thread_seq ?? act.target))
      return asked([root.id, act.target])
    }
  }
}

function say(model: Model, me: string, body: string, root: Said | null): Omit<Asked, 'isRoom'> {
  const clientId = crypto.randomUUID()
  const said: Said = {
    ...{ id: '', seq: ++model.lastSeq, rev: ++model.lastRev, body, sender: me, root, clientId, word: body },
    ...{
      is_deleted: false,
      is_edited: false,
      reactions: {},
      is_pinned: false,
      thread_count: 0,
      thread_seq: null,
    },
  }
  model.messages.push(said)
  model.unread = () => unreadOf(model)
  if (!root) return { values: [clientId, body], answer: 'taken', clientId }
  root.thread_count++
  root.thread_seq = said.seq
  root.rev = ++model.lastRev
  for (const user of new Set([me, root.sender])) {
    const key = `${user} ${root.seq}`
    const held = model.marks.get(key)
    if (user === me) model.marks.set(key, { user, root, seq: said.seq })
    else if (!held) model.marks.set(key, { user, root, seq: said.seq - 1 })
  }
  return { values: [clientId, body, root.id], answer: 'taken', clientId }
}

function unreadOf({ marks, messages }: Model): Map<string, number> {
  return new Map(
    [...marks.values()].map(({ user, root, seq }) => [
      `${user} ${root.id}`,
      messages.filter((one) => one.root === root && one.seq > seq && one.sender !== user && !one.is_deleted)
        .length,
    ]),
  )
}
