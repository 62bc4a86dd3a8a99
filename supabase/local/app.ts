import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, relative } from 'node:path'
import { projectRoot } from './config.ts'

/** What the web app reads at build time, by name as in .env.example. */
type AppEnv = {
  VITE_SUPABASE_URL: string
  VITE_SUPABASE_PUBLISHABLE_KEY: string
  VITE_VAPID_PUBLIC_KEY: string
  VITE_TWILIO_VIDEO_SIGNALING: string
  VITE_MAP_TILES_URL: string
  VITE_MAP_ATTRIBUTION: string
  VITE_MAP_HOME: string
  VITE_IMAGE_ORIGINS: string
}

type Options = {
  mode: 'dev' | 'built'
  port: number
  stateDir: string
  project: { url: string; publishableKey: string; vapidPublicKey: string; videoSignalingUrl?: string }
  /** The .env: where map tiles and pictures come from. */
  settings: Record<string, string | undefined>
}

const web = join(projectRoot, 'web')

/**
 * Serves the web app on 127.0.0.1 in this process: with hot reload (`dev`), or built once below the state folder and served
 * as it would be deployed (`built`). Rejects when the port is taken or the build fails.
 */
export async function startApp({
  mode,
  port,
  stateDir,
  project,
  settings,
}: Options): Promise<{ stop(): Promise<void> }> {
  const folder = join(stateDir, 'app')
  mkdirSync(folder, { recursive: true })
  // a folder of its own instead of process.env: two stacks in one process have two addresses
  const env: AppEnv = {
    VITE_SUPABASE_URL: project.url,
    VITE_SUPABASE_PUBLISHABLE_KEY: project.publishableKey,
    VITE_VAPID_PUBLIC_KEY: project.vapidPublicKey,
    VITE_TWILIO_VIDEO_SIGNALING: project.videoSignalingUrl ?? '',
    VITE_MAP_TILES_URL: settings.VITE_MAP_TILES_URL ?? '',
    VITE_MAP_ATTRIBUTION: settings.VITE_MAP_ATTRIBUTION ?? '',
    VITE_MAP_HOME: settings.VITE_MAP_HOME ?? '',
    VITE_IMAGE_ORIGINS: settings.VITE_IMAGE_ORIGINS ?? '',
  }
  const lines = Object.entries(env).map(([name, value]) => {
    const quote = value.includes("'") ? '"' : "'"
    return `${name}=${quote}${value}${quote}`
  })
  writeFileSync(join(folder, '.env'), `${lines.join('\n')}\n`)
  const common = {
    root: web,
    configFile: join(web, 'vite.config.ts'),
    configLoader: configLoader(),
    envDir: folder,
    clearScreen: false,
  }
  return mode === 'dev' ? develop(common, port, folder) : built(common, port, folder)
}

type Common = {
  root: string
  configFile: string
  configLoader: 'bundle' | 'runner'
  envDir: string
  clearScreen: boolean
}

// the usual one writes into node_modules, which may be another user's
function configLoader(): 'bundle' | 'runner' {
  try {
    accessSync(join(projectRoot, 'node_modules'), constants.W_OK)
    return 'bundle'
  } catch {
    return 'runner'
  }
}

async function develop(common: Common, port: number, folder: string) {
  const { createServer: createVite } = await import('vite')
  const server = createServer()
  const vite = await createVite({
    ...common,
    logLevel: 'warn',
    cacheDir: join(folder, 'vite'),
    // Vite's own listener would end this process on SIGTERM before Postgres has stopped
    server: { middlewareMode: true, ws: { server } },
  })
  server.on('request', vite.middlewares)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
  return {
    async stop() {
      server.close()
      server.closeAllConnections()
      await vite.close()
    },
  }
}

async function built(common: Common, port: number, folder: string) {
  const { build, preview } = await import('vite')
  const outDir = relative(web, join(folder, 'dist'))
  await build({ ...common, logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  const before = signalListeners()
  const server = await preview({
    ...common,
    logLevel: 'warn',
    build: { outDir },
    preview: { port, strictPort: true, host: '127.0.0.1', open: false },
  })
  // as above: ending the process is not Vite's business here
  for (const [event, emitter, listener] of signalListeners()) {
    if (!before.some(([, , known]) => known === listener)) emitter.off(event, listener)
  }
  return { stop: () => server.close() }
}

type Listener = (...args: unknown[]) => void

function signalListeners(): [string, NodeJS.EventEmitter, Listener][] {
  const of = (event: string, emitter: NodeJS.EventEmitter) =>
    emitter
      .rawListeners(event)
      .map((listener): [string, NodeJS.EventEmitter, Listener] => [event, emitter, listener as Listener])
  return [...of('SIGTERM', process), ...of('end', process.stdin)]
}
