import { statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Who Postgres runs as. It refuses to run as root, so root steps down to `nobody` (65534 on Linux and in containers). */
export type Account = { uid: number; gid: number } | undefined

const nobody = { uid: 65534, gid: 65534 }

/** Undefined for an ordinary user: no switch is needed. Data of another ordinary user keeps running as that user. */
export function postgresAccount(dataDir?: string): Account {
  if (process.getuid?.() !== 0) return undefined
  const owner = dataDir && statSync(dataDir, { throwIfNoEntry: false })
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody
}

/** Can this account walk down to the folder? Every parent must let it pass; the folder itself is ours to open. */
export function canReach(folder: string, account: Account): boolean {
  if (!account) return true
  for (let at = dirname(folder); ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if (!(mode & bit)) return false
    if (at === dirname(at)) return true
  }
}
