import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'

const source = 'src/service-worker/sw.ts'

/** Bundles the service worker as one classic script: module workers are younger than web push in two browsers. */
async function bundle(root: string, shellFiles: string[]): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: {
      __SHELL_FILES__: JSON.stringify(shellFiles),
      __BUILD_ID__: JSON.stringify(shellFiles.join().match(/index-([\w-]+)\.js/)?.[1] ?? 'dev'),
    },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(root, source), formats: ['iife'], name: 'sw', fileName: () => 'sw.js' },
    },
  })
  const output = (Array.isArray(result) ? result[0] : result) as Rolldown.RolldownOutput
  return output.output[0].code
}

/**
 * Serves and builds `/sw.js` from src/service-worker/sw.ts.
 * The worker sees `__SHELL_FILES__` (paths of the built entry page; empty in dev) and `__BUILD_ID__`.
 */
export function serviceWorker(root: string): Plugin {
  let outDir = ''
  return {
    name: 'orderline-service-worker',
    configResolved(config) {
      outDir = resolve(root, config.build.outDir)
    },
    configureServer(server) {
      server.middlewares.use('/sw.js', (_request, response, next) => {
        if (!existsSync(join(root, source))) return next()
        bundle(root, []).then((code) => {
          response.setHeader('content-type', 'text/javascript')
          response.setHeader('cache-control', 'no-store')
          response.end(code)
        }, next)
      })
    },
    async closeBundle() {
      if (!existsSync(join(root, source)) || !existsSync(outDir)) return
      const files = await readdir(outDir, { recursive: true })
      const shell = files
        .filter(
          (file) =>
            /\.(js|css|woff2|svg|webmanifest)$/.test(file) && !/(cyrillic|greek|vietnamese)/.test(file),
        )
        .map((file) => `/${file.replaceAll('\\', '/')}`)
      await writeFile(join(outDir, 'sw.js'), await bundle(root, ['/', ...shell.sort()]))
    },
  }
}
