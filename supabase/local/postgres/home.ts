import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  lstatSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { canReach, postgresAccount } from './account.ts'

/** Where folders go that an account stepped down from root cannot reach in the project; kept across reboots. */
const outside = '/var/lib/orderline'

function makeOpen(folder: string): string {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o711)
  return folder
}

/**
 * The real folder behind `<stateDir>/postgres`: itself, or, below a folder that `nobody` may not enter (/root, mktemp -d),
 * one in /var/lib/orderline, with a link left in its place.
 */
export function postgresHome(stateDir: string): string {
  mkdirSync(stateDir, { recursive: true })
  const folder = join(realpathSync(stateDir), 'postgres')
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return makeOpen(readlinkSync(folder))
  // the state folder is ours, so it may be opened for passing through; what is secret in it is 0600
  if (process.getuid?.() === 0) chmodSync(dirname(folder), 0o711)
  if (canReach(folder, postgresAccount())) return makeOpen(folder)
  const elsewhere = makeOpen(join(outside, createHash('sha256').update(folder).digest('hex').slice(0, 16)))
  symlinkSync(elsewhere, folder)
  return elsewhere
}

/** Removes a state folder together with what lies outside of it. The stack on it must not run. */
export function removeState(stateDir: string): void {
  const link = join(resolve(stateDir), 'postgres')
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) {
    rmSync(readlinkSync(link), { recursive: true, force: true })
  }
  rmSync(stateDir, { recursive: true, force: true })
}

/** The first of these folders that we can write and Postgres can read; made if missing. */
export function cacheHome(folders: string[]): string {
  const account = postgresAccount()
  for (const folder of folders) {
    try {
      mkdirSync(folder, { recursive: true })
      accessSync(folder, constants.W_OK)
    } catch {
      continue
    }
    if (canReach(join(realpathSync(folder), 'x'), account)) return folder
  }
  throw new Error(`None of these folders can be written: ${folders.join(', ')}`)
}
