import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Account } from './account.ts'

const passwordFile = (dataDir: string) => `${dataDir}.password`

/** The password of supabase_admin and postgres: random per cluster, so that other accounts of this machine stay out. */
export const clusterPassword = (dataDir: string) => readFileSync(passwordFile(dataDir), 'utf8').trim()

/**
 * Makes the data directory if there is none: superuser supabase_admin, UTF-8, passwords on every connection, and the
 * vault's key beside the data instead of in them. A half-made directory of an interrupted start is made anew.
 */
export function ensureCluster(dataDir: string, overlayDir: string, account: Account): void {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return
  const draft = `${dataDir}.new`
  for (const path of [draft, dataDir]) rmSync(path, { recursive: true, force: true })
  mkdirSync(dirname(dataDir), { recursive: true })
  const own = (path: string) => account && chownSync(path, account.uid, account.gid)
  writeFileSync(passwordFile(dataDir), randomBytes(18).toString('base64url'), { mode: 0o600 })
  own(passwordFile(dataDir))
  mkdirSync(draft, { mode: 0o700 })
  own(draft)
  const made = spawnSync(
    join(overlayDir, 'bin/initdb'),
    [
      '-D',
      draft,
      '-U',
      'supabase_admin',
      '--pwfile',
      passwordFile(dataDir),
      '--auth=scram-sha-256',
      '-E',
      'UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    { ...account, cwd: '/', env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' }, encoding: 'utf8' },
  )
  if (made.status !== 0)
    throw new Error(`initdb failed: ${made.error?.message ?? ''}${made.stderr}${made.stdout}`)
  writeFileSync(join(draft, 'vault.key'), randomBytes(32).toString('hex'), { mode: 0o600 })
  own(join(draft, 'vault.key'))
  renameSync(draft, dataDir)
}
