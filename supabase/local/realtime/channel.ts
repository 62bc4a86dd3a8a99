import type { Connection } from './connection.ts'
import type { ChangesRequest } from './join-config.ts'
import { callWindow, type Limits } from './limits.ts'
import type { Identity } from './token.ts'

/** What the policies said for this token; null is not asked yet. Only a new token makes them be asked again. */
export type Policies = {
  broadcastRead: boolean
  presenceRead: boolean | null
  broadcastWrite: boolean | null
  presenceWrite: boolean | null
}

export type ChannelOptions = {
  connection: Connection
  topic: string
  joinRef: string | null
  isPrivate: boolean
  self: boolean
  ack: boolean
  presenceKey: string
  isPresenceEnabled: boolean
  identity: Identity
  policies: Policies
  limits: Limits
}

export const TOPIC_PREFIX = 'realtime:'

/** Public and private topics of one name never mix: the key is what members share. */
export function topicKey(name: string, isPrivate: boolean): string {
  return (isPrivate ? 'private:' : 'public:') + name
}

/** One joined topic of one socket. Parts that keep something for it add their clean-up to `onClose`. */
export class Channel {
  readonly connection: Connection
  /** As on the wire, with `realtime:`; `name` is without. */
  readonly topic: string
  readonly name: string
  readonly key: string
  readonly joinRef: string | null
  readonly isPrivate: boolean
  readonly self: boolean
  readonly ack: boolean
  readonly presenceKey: string
  readonly mayCallPresence: () => boolean
  readonly onClose: (() => void)[] = []
  isPresenceEnabled: boolean
  identity: Identity
  policies: Policies
  /** Ids sent by replay, so that the live stream does not send them again. */
  replayed: Set<string> = new Set()
  /** What it asked of postgres_changes, to register again under a new token. */
  changes: ChangesRequest[] = []
  isClosed = false

  constructor(options: ChannelOptions) {
    this.connection = options.connection
    this.topic = options.topic
    this.name = options.topic.slice(TOPIC_PREFIX.length)
    this.key = topicKey(this.name, options.isPrivate)
    this.joinRef = options.joinRef
    this.isPrivate = options.isPrivate
    this.self = options.self
    this.ack = options.ack
    this.presenceKey = options.presenceKey
    this.isPresenceEnabled = options.isPresenceEnabled
    this.identity = options.identity
    this.policies = options.policies
    this.mayCallPresence = callWindow(options.limits.presenceCalls, options.limits.presenceWindowMs)
  }

  get mayReadBroadcast(): boolean {
    return !this.isPrivate || this.policies.broadcastRead
  }

  get mayReadPresence(): boolean {
    return !this.isPrivate || this.policies.presenceRead === true
  }

  /** Sends to this client alone; `payload` is JSON text. */
  push(event: string, payload: string): void {
    this.connection.sendMessage({ joinRef: this.joinRef, ref: null, topic: this.topic, event, payload })
  }

  reply(ref: string | null, status: 'ok' | 'error', response: object = {}): void {
    const payload = JSON.stringify({ status, response })
    this.connection.sendMessage({
      joinRef: this.joinRef,
      ref,
      topic: this.topic,
      event: 'phx_reply',
      payload,
    })
  }

  system(extension: 'system' | 'postgres_changes', status: 'ok' | 'error', message: string): void {
    this.push('system', JSON.stringify({ extension, status, message, channel: this.name }))
  }

  /** The server ends the channel and says why; the client reports CLOSED and does not rejoin. */
  shutdown(message: string): void {
    if (this.isClosed) return
    this.system('system', 'error', message)
    this.close()
  }

  /** Upstream's channel process died: the client reports CHANNEL_ERROR and joins again. */
  crash(): void {
    if (!this.isClosed) this.farewell('phx_error')
  }

  close(): void {
    if (!this.isClosed) this.farewell('phx_close')
  }

  private farewell(event: string): void {
    const { joinRef, topic } = this
    this.connection.sendMessage({ joinRef, ref: joinRef, topic, event, payload: '{}' })
    this.drop()
  }

  /** Leaves everything without a word, as when the socket is gone. */
  drop(): void {
    if (this.isClosed) return
    this.isClosed = true
    if (this.connection.channels.get(this.topic) === this) this.connection.channels.delete(this.topic)
    for (const cleanUp of this.onClose) cleanUp()
  }
}
