import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const packages: Record<string, string> = {
  'linux-x64': '@deno/linux-x64-glibc',
  'linux-arm64': '@deno/linux-arm64-glibc',
  'darwin-x64': '@deno/darwin-x64',
  'darwin-arm64': '@deno/darwin-arm64',
}

/** The Deno that npm installed (2.1.4, as hosted edge functions), without its wrapper and install script. */
export const denoBinary = (() => {
  const name = packages[`${process.platform}-${process.arch}`]
  if (!name) throw new Error(`There is no Deno package for ${process.platform} on ${process.arch}.`)
  return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'deno')
})()
