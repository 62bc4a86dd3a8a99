import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../local/ports.ts'

const script = fileURLToPath(new URL('./realtime.process.ts', import.meta.url))

/** Realtime in a process that can be killed with -9 and started again; behind the gateway like the one inside the stack. */
export async function realtimeApart(options: object) {
  const port = await freePort()
  let child: ChildProcess | undefined

  async function start(): Promise<void> {
    const args = ['--import', 'tsx', script, JSON.stringify({ ...options, port })]
    child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    const [said] = (await Promise.race([once(child.stdout as never, 'data'), once(child, 'exit')])) as [
      unknown,
    ]
    if (!String(said).startsWith('up')) throw new Error(`Realtime did not start: ${said}`)
  }
  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  await start()
  return {
    start,
    kill,
    service: {
      async handle(_req: IncomingMessage, res: ServerResponse) {
        res.writeHead(404).end()
      },
      upgrade(req: IncomingMessage, socket: Duplex, head: Buffer) {
        const far = connect(port, '127.0.0.1', () => {
          const headers = req.rawHeaders.map((word, n) => (n % 2 ? `: ${word}\r\n` : word)).join('')
          far.write(`${req.method} ${req.url} HTTP/1.1\r\n${headers}\r\n`)
          far.write(head)
          socket.pipe(far).pipe(socket)
        })
        far.on('error', () => socket.destroy()).on('close', () => socket.destroy())
        socket.on('error', () => far.destroy()).on('close', () => far.destroy())
      },
    },
  }
}
