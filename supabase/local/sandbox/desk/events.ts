import type { Log, LogEvent } from '../log.ts'

/** Lines a reader may be behind before it is cut off; it comes back and fetches what it missed. */
const maxBehind = 5000
const keepAliveMs = 15_000

export type Events = {
  /** A `text/event-stream`, beginning with the entries after `since`. */
  stream(since: number | null): Response
  /** Tells everybody that devices, faults or opt-outs changed. */
  tellDesk(): void
  stop(): void
}

/**
 * Server-sent events. New entries are unnamed messages with their id; `changed` carries `{ id, changed }`, `cleared` nothing,
 * and `desk` what `GET /desk` says now.
 */
export function createEvents(log: Log, desk: () => unknown): Events {
  const readers = new Set<(text: string) => void>()
  const closers = new Set<() => void>()
  let isDeskDue = false
  const send = (text: string) => {
    for (const reader of readers) reader(text)
  }
  const unsubscribe = log.subscribe((event) => send(format(event)))
  const keepAlive = setInterval(() => send(': still here\n\n'), keepAliveMs)

  return {
    stream(since) {
      let leave = () => {}
      const encoder = new TextEncoder()
      const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
        const reader = (text: string) => {
          if ((controller.desiredSize ?? 0) > 0) return controller.enqueue(encoder.encode(text))
          leave()
          controller.close()
        }
        const close = () => {
          leave()
          controller.close()
        }
        leave = () => {
          readers.delete(reader)
          closers.delete(close)
        }
        readers.add(reader)
        closers.add(close)
        const missed = since === null ? [] : log.query({ since })
        controller.enqueue(
          encoder.encode(
            `retry: 1000\n\n${missed.map((entry) => format({ type: 'entry', entry })).join('')}`,
          ),
        )
      }
      const body = new ReadableStream(
        { start, cancel: () => leave() },
        new CountQueuingStrategy({ highWaterMark: maxBehind }),
      )
      return new Response(body, {
        headers: {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'transfer-encoding': 'chunked',
        },
      })
    },
    tellDesk() {
      // One telling for all that changes in this turn: a fault used by each of a hundred requests is one line.
      if (isDeskDue) return
      isDeskDue = true
      setImmediate(() => {
        isDeskDue = false
        if (readers.size > 0) send(`event: desk\ndata: ${JSON.stringify(desk())}\n\n`)
      })
    },
    stop() {
      clearInterval(keepAlive)
      unsubscribe()
      for (const close of closers) close()
    },
  }
}

function format(event: LogEvent): string {
  switch (event.type) {
    case 'entry':
      return `id: ${event.entry.id}\ndata: ${JSON.stringify(event.entry)}\n\n`
    case 'changed':
      return `event: changed\ndata: ${JSON.stringify({ id: event.id, changed: event.changed })}\n\n`
    case 'cleared':
      return 'event: cleared\ndata: {}\n\n'
  }
}
