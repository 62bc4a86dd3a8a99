import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** pgTAP is plain SQL; its files travel inside the tarball of the PGlite package. */
export function pgtapFiles(): { name: string; content: Buffer }[] {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite-pgtap')
  const files = untar(gunzipSync(readFileSync(join(dirname(entry), 'pgtap.tar.gz'))))
  const control = files.find((file) => file.name === 'pgtap.control')
  const version = control && /default_version\s*=\s*'([^']+)'/.exec(control.content.toString())?.[1]
  const script = files.find((file) => file.name === `pgtap--${version}.sql`)
  if (!control || !script)
    throw new Error('pgtap.control or its script is missing in @electric-sql/pglite-pgtap')
  return [control, script]
}

/** Regular files of a ustar archive: 512-byte headers, name at 0, size in octal at 124, type at 156. */
function untar(archive: Buffer): { name: string; content: Buffer }[] {
  const files: { name: string; content: Buffer }[] = []
  const text = (from: number, length: number) =>
    archive.toString('latin1', from, from + length).replace(/\0.*$/s, '')
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8)
    if ('0\0'.includes(archive.toString('latin1', at + 156, at + 157))) {
      files.push({ name: basename(text(at, 100)), content: archive.subarray(at + 512, at + 512 + size) })
    }
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}
