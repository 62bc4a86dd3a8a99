// A process for server.test.ts to kill: node server.supervisor.ts <stateDir> <port> <uid>
import { join } from 'node:path'
import { postgresHome } from './home.ts'
import { projectOverlay } from './overlay.ts'
import { startPostgres } from './server.ts'

const [stateDir = '', port, uid] = process.argv.slice(2)
const overlayDir = projectOverlay(stateDir)
if (Number(uid) > 0 && process.getuid?.() === 0) {
  // everything of the project is loaded by now: the ordinary user may have no way into it
  process.setgroups?.([])
  process.setgid?.(Number(uid))
  process.setuid?.(Number(uid))
}
const postgres = await startPostgres({
  dataDir: join(postgresHome(stateDir), 'data'),
  overlayDir,
  port: Number(port),
  log: console.error,
})
console.log(JSON.stringify({ url: postgres.url, pid: postgres.pid }))
setInterval(() => {}, 60_000)
