import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { RequestHeaders } from './authorization.ts'
import type { Channel } from './channel.ts'
import { decodeBinary, decodeText, encodeText, type Inbound, type Vsn } from './frames.ts'
import type { Limits } from './limits.ts'
import { textFrame } from './socket-frame.ts'
import type { Identity } from './token.ts'

const INBOX_FULL = 256
const MALFORMED = 1011

export type ConnectionOptions = {
  ws: WebSocket
  /** The stream below `ws`: ready-made frames go straight to it. */
  socket: Duplex
  vsn: Vsn
  /** Who the API key is; joins without a token of their own act as it. */
  identity: Identity
  headers: RequestHeaders
  limits: Limits
  onMessage: (connection: Connection, message: Inbound) => void | Promise<void>
  onClose: (connection: Connection) => void
  log: (line: string) => void
}

/** One client's socket. Messages are handled one after another: a join holds up all that follow, as in Phoenix. */
export class Connection {
  readonly channels = new Map<string, Channel>()
  readonly vsn: Vsn
  readonly identity: Identity
  readonly headers: RequestHeaders
  private readonly options: ConnectionOptions
  private readonly inbox: Inbound[] = []
  private readonly idle: NodeJS.Timeout
  private isBusy = false
  private held: Buffer[] | null = null
  private heldBytes = 0
  private slowTimer: NodeJS.Timeout | null = null

  constructor(options: ConnectionOptions) {
    this.options = options
    this.vsn = options.vsn
    this.identity = options.identity
    this.headers = options.headers
    this.idle = setTimeout(() => options.ws.close(1000), options.limits.idleMs)
    options.ws.on('message', (data: Buffer, isBinary) => this.receive(data, isBinary))
    options.ws.on('error', (cause) => options.log(`realtime: socket: ${cause.message}`))
    options.ws.once('close', () => {
      clearTimeout(this.idle)
      if (this.slowTimer) clearTimeout(this.slowTimer)
      this.inbox.length = 0
      options.onClose(this)
    })
  }

  get isOpen(): boolean {
    return this.options.ws.readyState === this.options.ws.OPEN
  }

  /** Writes a whole WebSocket frame, or keeps it while a join is under way. */
  send(frame: Buffer): void {
    if (this.held) this.keep(this.held, frame)
    else this.write(frame)
  }

  sendMessage(message: Parameters<typeof encodeText>[1]): void {
    this.send(textFrame(encodeText(this.vsn, message)))
  }

  /** Phoenix waits for a join in the process that writes the socket: until it is answered nothing else goes out. */
  hold(): void {
    this.held ??= []
  }

  /** Ends the hold; the answer to the join goes out before what was kept. */
  release(answer: Parameters<typeof encodeText>[1]): void {
    const held = this.held ?? []
    this.held = null
    this.heldBytes = 0
    this.sendMessage(answer)
    for (const frame of held) this.write(frame)
  }

  close(code: number): void {
    this.options.ws.close(code)
  }

  terminate(): void {
    this.options.ws.terminate()
  }

  private keep(held: Buffer[], frame: Buffer): void {
    held.push(frame)
    this.heldBytes += frame.length
    if (this.heldBytes > this.options.limits.slowHardBytes) this.terminate()
  }

  private write(frame: Buffer): void {
    if (!this.isOpen) return
    this.options.socket.write(frame)
    if (this.options.socket.writableLength > this.options.limits.slowBytes) this.watchSlowness()
  }

  private watchSlowness(): void {
    const { socket, limits, log } = this.options
    const drop = () => {
      log(`realtime: a socket owed ${socket.writableLength} bytes and was closed`)
      this.terminate()
    }
    if (socket.writableLength > limits.slowHardBytes) {
      drop()
      return
    }
    this.slowTimer ??= setTimeout(() => {
      this.slowTimer = null
      if (socket.writableLength > limits.slowBytes) drop()
    }, limits.slowMs)
  }

  private receive(data: Buffer, isBinary: boolean): void {
    this.idle.refresh()
    try {
      const message = isBinary ? decodeBinary(data) : decodeText(this.vsn, data.toString())
      if (!message) return
      this.inbox.push(message)
    } catch {
      // Upstream's decoder raises, which ends the socket's process.
      this.close(MALFORMED)
      return
    }
    if (this.inbox.length >= INBOX_FULL) this.options.ws.pause()
    if (!this.isBusy) void this.work()
  }

  private async work(): Promise<void> {
    this.isBusy = true
    for (let message = this.inbox.shift(); message; message = this.inbox.shift()) {
      try {
        await this.options.onMessage(this, message)
      } catch (cause) {
        this.options.log(`realtime: ${message.event} on ${message.topic}: ${cause}`)
      }
      if (this.options.ws.isPaused && this.inbox.length === 0) this.options.ws.resume()
    }
    this.isBusy = false
  }
}
