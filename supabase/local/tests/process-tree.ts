import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** The processes that this one started and that still run. */
export function childrenOf(pid: number): number[] {
  return childrenText(pid).trim().split(/\s+/).filter(Boolean).map(Number)
}

/** Children, their children, and so on. */
export function descendantsOf(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)])
}

function childrenText(pid: number): string {
  try {
    if (!existsSync('/proc')) return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  } catch {
    return ''
  }
}
