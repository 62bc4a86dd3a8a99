// A Realtime server in a process of its own, for tests to kill: node --import tsx realtime.process.ts '{…}'
import { createServer } from 'node:http'
import { startRealtime } from '../../local/realtime/server.ts'

const { port, ...options } = JSON.parse(process.argv[2] ?? '{}')
const realtime = await startRealtime({ ...options, backoffMs: 0, handshakeBackoffMs: 0, log: () => {} })
const server = createServer((req, res) => void realtime.handle(req, res))
server.on('upgrade', (req, socket, head) => realtime.upgrade(req, socket, head))
// a server that does not hear the database yet would let people in and tell them nothing
while (!realtime.stats().isReplicating) await new Promise((resolve) => setTimeout(resolve, 5))
server.listen(port, '127.0.0.1', () => process.stdout.write('up\n'))
// ends with the test, however that ends
process.stdin.on('end', () => process.exit(0)).resume()
