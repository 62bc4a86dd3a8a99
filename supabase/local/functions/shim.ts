// Runs inside Deno: deno run … shim.ts <token> <url of index.ts>. Makes a plain Deno look like Supabase's edge runtime
// to the function, and answers to the supervisor: words come in on stdin, and go out on stdout behind the token.
const [token = '', entry = ''] = Deno.args

// In a thread of its own: when the supervisor dies its end of stdin closes, and then this process must end even if the
// function never gives the main thread back. Only this thread keeps the right to kill.
const reader = `
  const decoder = new TextDecoder()
  for await (const chunk of Deno.stdin.readable) {
    for (const word of decoder.decode(chunk).split('\\n')) if (word) postMessage(word)
  }
  Deno.kill(Deno.pid, 'SIGKILL')
`
const supervisor = new Worker(`data:text/javascript,${encodeURIComponent(reader)}`, {
  type: 'module',
  deno: { permissions: { run: true } },
})
await Deno.permissions.revoke({ name: 'run' })
// what keeps Deno itself going is nothing a hosted function would see
for (const name of ['DENO_DIR', 'DENO_NO_UPDATE_CHECK', 'NO_COLOR']) Deno.env.delete(name)

const say = (words: string) => Deno.stdout.writeSync(new TextEncoder().encode(`\n${token} ${words}\n`))

const background = new Set<Promise<unknown>>()
const edgeRuntime = {
  waitUntil<T>(promise: Promise<T>): Promise<T> {
    const settled = promise
      .catch((cause) => console.error('waitUntil:', cause))
      .finally(() => background.delete(settled))
    background.add(settled)
    return promise
  },
}
Object.assign(globalThis, { EdgeRuntime: edgeRuntime })

supervisor.onmessage = async ({ data }) => {
  if (data === 'ping') say('pong')
  if (data !== 'drain') return
  globalThis.dispatchEvent(new CustomEvent('beforeunload', { detail: { reason: 'termination' } }))
  while (background.size > 0) await Promise.all(background)
  Deno.exit(0)
}

const serve = Deno.serve
let isServing = false
/** The port a function asks for is the platform's business; it has one server. */
function serveOnce(handler: Deno.ServeHandler, onError?: (cause: unknown) => Response | Promise<Response>) {
  if (isServing) throw new Error('A function has one server')
  isServing = true
  const onListen = ({ port }: Deno.NetAddr) => void say(`ready ${port}`)
  return serve({ port: 0, hostname: '127.0.0.1', onListen, ...(onError ? { onError } : {}) }, handler)
}
Object.assign(Deno, {
  serve(
    first: Deno.ServeHandler | (Deno.ServeOptions & { handler?: Deno.ServeHandler }),
    second?: Deno.ServeHandler,
  ) {
    if (typeof first === 'function') return serveOnce(first)
    const handler = second ?? first.handler
    if (!handler) throw new TypeError('Deno.serve needs a handler')
    return serveOnce(handler, first.onError)
  },
})

const loaded = await import(entry)
if (Object.hasOwn(loaded.default ?? {}, 'fetch')) serveOnce((request) => loaded.default.fetch(request))
