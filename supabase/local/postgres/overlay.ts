import { createHash } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectRoot } from '../config.ts'
import { type Binaries, installedBinaries, missingLinks } from './binaries.ts'
import { cacheHome } from './home.ts'
import { pgtapFiles } from './pgtap.ts'

const ours = fileURLToPath(new URL('./extensions/', import.meta.url))

/** How long the copy of another version stays for a stack that may still run on it. */
const keepDays = 30

/** Extensions that hosted Supabase lets `postgres` create although Postgres itself would ask for a superuser. */
const trusted = [
  'amcheck',
  'autoinc',
  'bloom',
  'dblink',
  'earthdistance',
  'insert_username',
  'moddatetime',
  'pg_buffercache',
  'pg_prewarm',
  'pg_stat_statements',
  'pg_walinspect',
  'pgrowlocks',
  'pgstattuple',
  'pgtap',
  'postgres_fdw',
  'refint',
  'sslinfo',
  'xml2',
]

/**
 * The overlay of this checkout: beside its dependencies; for root below a closed folder, where all checkouts share it; in
 * the state folder where node_modules is another user's.
 */
export const projectOverlay = (stateDir: string) =>
  overlay(
    cacheHome([
      join(projectRoot, 'node_modules/.cache/orderline'),
      '/var/cache/orderline',
      join(stateDir, 'cache'),
    ]),
  )

/**
 * A copy of the Postgres files with our extensions among the shipped ones. Built once per version and content (0.2 s);
 * the name says both, so a running stack never loses its files to a newer one.
 */
export function overlay(cacheDir: string): string {
  const binaries = installedBinaries()
  const finished = join(cacheDir, `postgres-${binaries.version}-${fingerprint()}`)
  if (existsSync(finished)) {
    utimesSync(finished, new Date(), new Date())
    return finished
  }
  forgetOld(cacheDir)
  const draft = `${finished}.${process.pid}`
  rmSync(draft, { recursive: true, force: true })
  try {
    fill(draft, binaries)
    renameSync(draft, finished)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    // somebody else may have finished the same one in the meantime
    if (!existsSync(finished)) throw error
  }
  return finished
}

// each start touches its own, so what is old is nobody's
function forgetOld(cacheDir: string): void {
  for (const name of readdirSync(cacheDir).filter((each) => each.startsWith('postgres-'))) {
    const folder = join(cacheDir, name)
    if (Date.now() - statSync(folder).mtimeMs > keepDays * 86_400_000)
      rmSync(folder, { recursive: true, force: true })
  }
}

function fingerprint(): string {
  const hash = createHash('sha256')
    .update(trusted.join())
    .update(readFileSync(fileURLToPath(import.meta.url)))
  for (const name of readdirSync(ours).sort()) hash.update(name).update(readFileSync(join(ours, name)))
  return hash.digest('hex').slice(0, 10)
}

function fill(folder: string, { native }: Binaries): void {
  copy(native, folder)
  for (const { link, target } of missingLinks(native)) {
    const path = join(folder, link)
    if (!existsSync(path)) symlinkSync(basename(target), path)
  }
  const extensions = join(folder, 'share/postgresql/extension')
  for (const { name, content } of pgtapFiles())
    writeFileSync(join(extensions, name), content, { mode: 0o644 })
  for (const name of trusted) {
    const control = join(extensions, `${name}.control`)
    if (existsSync(control)) appendFileSync(control, '\ntrusted = true\n')
  }
  for (const name of readdirSync(ours)) place(join(ours, name), join(extensions, name), 0o644)
}

// Postgres may run as another account than the one that ran npm: every file must be readable whatever the umask was.
function copy(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  chmodSync(to, 0o755)
  const isProgram = basename(from) === 'bin'
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) copy(source, target)
    // links are made anew, static libraries are for compilers
    else if (entry.isFile() && !entry.name.endsWith('.a')) place(source, target, isProgram ? 0o755 : 0o644)
  }
}

function place(from: string, to: string, mode: number): void {
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(from, to)
  chmodSync(to, mode)
}
