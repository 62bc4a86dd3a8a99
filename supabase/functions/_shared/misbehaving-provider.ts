/** A provider on a real port that does everything wrong a provider can; for tests. */
export type Misbehaviour = (request: Request, body: string) => Response | Promise<Response>

export function startProvider(answer: Misbehaviour) {
  const seen: { method: string; path: string; headers: Headers; body: Uint8Array }[] = []
  const abort = new AbortController()
  const options = {
    port: 0,
    hostname: '127.0.0.1',
    signal: abort.signal,
    onListen() {},
    onError: () => new Response(),
  }
  const server = Deno.serve(options, async (request) => {
    const { pathname, search } = new URL(request.url)
    const body = new Uint8Array(await request.arrayBuffer())
    seen.push({ method: request.method, path: pathname + search, headers: request.headers, body })
    return answer(request, new TextDecoder().decode(body))
  })
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    seen,
    // not shutdown(): it waits for requests whose callers are gone
    stop: () => {
      abort.abort()
      return server.finished
    },
  }
}

/** A port on which nobody listens. */
export function closedPort(): string {
  const listener = Deno.listen({ port: 0, hostname: '127.0.0.1' })
  const { port } = listener.addr
  listener.close()
  return `http://127.0.0.1:${port}`
}

/** Takes the whole request and hangs up without a word. */
export function startHangUp() {
  const listener = Deno.listen({ port: 0, hostname: '127.0.0.1' })
  let connections = 0
  const running = (async () => {
    for await (const connection of listener) {
      connections++
      await connection.read(new Uint8Array(65_536))
      connection.close()
    }
  })()
  return {
    origin: `http://127.0.0.1:${listener.addr.port}`,
    connections: () => connections,
    stop: async () => {
      listener.close()
      await running
    },
  }
}

/** Promises a long body and breaks off in the middle of it. */
export function startBreakOff(head: string) {
  const listener = Deno.listen({ port: 0, hostname: '127.0.0.1' })
  const running = (async () => {
    for await (const connection of listener) {
      await connection.read(new Uint8Array(65_536))
      await connection.write(new TextEncoder().encode(`${head}\r\ncontent-length: 5000\r\n\r\n{"sid":`))
      connection.close()
    }
  })()
  return {
    origin: `http://127.0.0.1:${listener.addr.port}`,
    stop: async () => {
      listener.close()
      await running
    },
  }
}

/** A body that comes one byte per interval, for ever. */
export function drip(status: number, everyMs = 20): Response {
  let timer = 0
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setInterval(() => controller.enqueue(new Uint8Array([32])), everyMs)
    },
    cancel() {
      clearInterval(timer)
    },
  })
  return new Response(body, { status })
}

/** 10 MB, sent as fast as it is read; `sent` tells how much was. */
export function flood(status: number) {
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent >= 10_000_000) return controller.close()
      sent += 50_000
      controller.enqueue(new Uint8Array(50_000).fill(32))
    },
  })
  return { response: new Response(body, { status }), sent: () => sent }
}

/** Never answers. */
export const silent = () => new Promise<Response>(() => {})
