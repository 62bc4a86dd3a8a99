import { type PageAddress, pageAddress, type Resolve } from './page-address.ts'

/** One connection: bytes both ways. */
export type Connection = {
  read(into: Uint8Array): Promise<number | null>
  write(bytes: Uint8Array): Promise<number>
  close(): void
}

/** Connects to `ip`, and there, for https, lets it prove that it is `host`. */
export type Connect = (to: {
  ip: string
  port: number
  host: string
  isEncrypted: boolean
}) => Promise<Connection>

export type Web = { resolve: Resolve; connect: Connect; extraOrigins: readonly string[] }

export type Page = { url: URL; contentType: string; bytes: Uint8Array }

const wholeMs = 5000
const connectMs = 2000
const mostBytes = 256 * 1024
const mostHeadBytes = 16 * 1024
const mostRedirects = 3

/**
 * The beginning of an HTML page, or nothing, for whatever reason. No cookies, nothing compressed, at most 256 KB and 5 s for
 * everything. fetch() would look the name up once more, and follow it into the inner network if it changed meanwhile; so the
 * connection goes to the address that was looked at, and each redirect is looked at anew.
 */
export async function fetchPage(address: string, web: Web, timeoutMs = wholeMs): Promise<Page | undefined> {
  const whole = deadline(timeoutMs)
  try {
    return await follow(address, web, whole.passed)
  } finally {
    whole.clear()
  }
}

type Passed = Promise<never>

async function follow(address: string, web: Web, passed: Passed): Promise<Page | undefined> {
  let next = address
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const to = await Promise.race([pageAddress(next, web.resolve, web.extraOrigins), passed])
    if (!to) return
    const answer = await ask(to, web.connect, passed)
    if (!answer) return
    if (!('location' in answer)) return answer
    const target = URL.parse(answer.location, to.url)
    // from https nobody leads us to where others can read along
    if (!target || (to.url.protocol === 'https:' && target.protocol !== 'https:')) return
    next = target.href
  }
}

async function ask(
  { url, ip, port }: PageAddress,
  connect: Connect,
  passed: Passed,
): Promise<Page | { location: string } | undefined> {
  const isEncrypted = url.protocol === 'https:'
  const opening = connect({ ip, port, host: url.hostname, isEncrypted })
  const soon = deadline(connectMs)
  const connection = await Promise.race([opening, passed, soon.passed])
    .catch((cause) => {
      // one that opens after all is closed again
      opening.then((late) => late.close()).catch(() => {})
      throw cause
    })
    .finally(soon.clear)
  try {
    await Promise.race([writeAll(connection, requestOf(url)), passed])
    const reader = readerOf(connection, passed)
    const head = await reader.head()
    if (!head) return
    const { status, headers } = head
    const location = headers.get('location')
    if (status >= 300 && status < 400) return location ? { location } : undefined
    const contentType = headers.get('content-type') ?? ''
    if (status !== 200 || !/^(text\/html|application\/xhtml\+xml)\s*(;|$)/i.test(contentType)) return
    // asked for as it is: what is compressed all the same may be a bomb
    if (!/^(identity)?$/i.test(headers.get('content-encoding') ?? '')) return
    const isChunked = /chunked/i.test(headers.get('transfer-encoding') ?? '')
    const bytes = isChunked
      ? await reader.chunks()
      : await reader.body(Number(headers.get('content-length') ?? mostBytes))
    return { url, contentType, bytes }
  } finally {
    connection.close()
  }
}

/** Rejects when the time is over. */
function deadline(ms: number): { passed: Passed; clear(): void } {
  const { promise, reject } = Promise.withResolvers<never>()
  promise.catch(() => {})
  const timer = setTimeout(() => reject(new Error(`not within ${ms} ms`)), ms)
  return { passed: promise, clear: () => clearTimeout(timer) }
}

const requestOf = (url: URL) =>
  new TextEncoder().encode(
    [
      `GET ${url.pathname}${url.search} HTTP/1.1`,
      `host: ${url.host}`,
      'user-agent: Mozilla/5.0 (compatible; Orderline link preview)',
      'accept: text/html,application/xhtml+xml',
      'accept-encoding: identity',
      'connection: close',
      '\r\n',
    ].join('\r\n'),
  )

async function writeAll(connection: Connection, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += await connection.write(bytes.subarray(at))
}

/** Reads an answer of HTTP/1.1, never more of it than `mostBytes`. */
function readerOf(connection: Connection, passed: Passed) {
  const chunk = new Uint8Array(16 * 1024)
  let held: Uint8Array = new Uint8Array(0)
  let taken = 0

  /** False at the end, and when there was enough. */
  async function more(): Promise<boolean> {
    if (taken >= mostBytes + mostHeadBytes) return false
    const count = await Promise.race([connection.read(chunk), passed])
    if (count === null || count === 0) return false
    taken += count
    const grown = new Uint8Array(held.length + count)
    grown.set(held)
    grown.set(chunk.subarray(0, count), held.length)
    held = grown
    return true
  }

  const take = (length: number) => {
    const part = held.subarray(0, length)
    held = held.subarray(length)
    return part
  }

  /** Up to and without `end`; nothing when it does not come within `most` bytes. */
  async function upTo(end: string, most: number): Promise<string | undefined> {
    for (;;) {
      const text = latin1(held.subarray(0, most))
      const at = text.indexOf(end)
      if (at !== -1) {
        take(at + end.length)
        return text.slice(0, at)
      }
      if (held.length >= most || !(await more())) return
    }
  }

  return {
    async head() {
      const text = await upTo('\r\n\r\n', mostHeadBytes)
      const [first = '', ...lines] = (text ?? '').split('\r\n')
      const status = Number(/^HTTP\/1\.[01] (\d{3})( |$)/.exec(first)?.[1])
      if (!status) return
      const headers = new Map(
        lines.map((line) => {
          const colon = line.indexOf(':')
          return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const
        }),
      )
      return { status, headers }
    },
    async body(length: number): Promise<Uint8Array> {
      const wanted = Math.min(Number.isFinite(length) && length >= 0 ? length : mostBytes, mostBytes)
      while (held.length < wanted && (await more()));
      return take(Math.min(wanted, held.length))
    },
    async chunks(): Promise<Uint8Array> {
      const parts: Uint8Array[] = []
      let size = 0
      while (size < mostBytes) {
        const line = await upTo('\r\n', 1024)
        const length = Number.parseInt(line ?? '', 16)
        if (!length || length < 0) break
        const wanted = Math.min(length, mostBytes - size)
        while (held.length < wanted && (await more()));
        const part = take(Math.min(wanted, held.length))
        parts.push(part)
        size += part.length
        if (part.length < length || (await upTo('\r\n', 2)) === undefined) break
      }
      const whole = new Uint8Array(size)
      let at = 0
      for (const part of parts) {
        whole.set(part, at)
        at += part.length
      }
      return whole
    },
  }
}

const latin1 = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)
