import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { isTooLarge } from './refusal.ts'

export type Written = { version: string; size: number; eTag: string }
export type Files = ReturnType<typeof createFiles>

/**
 * The bytes on disk, each write under a random version that the row in storage.objects names: no path that a person chose
 * ever reaches the file system, and a write that is not committed is never seen.
 */
export function createFiles(directory: string) {
  const pathOf = (version: string) => join(directory, version.slice(0, 2), version)
  const fresh = async () => {
    const version = randomUUID()
    await mkdir(dirname(pathOf(version)), { recursive: true })
    return version
  }
  return {
    /** Writes to disk what arrives, up to a limit in bytes. Throws StorageRefusal 413 beyond it. */
    async write(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Written> {
      const version = await fresh()
      const file = await open(pathOf(version), 'wx')
      const hash = createHash('md5')
      let size = 0
      try {
        for await (const chunk of body ?? []) {
          size += chunk.byteLength
          if (size > limit) throw isTooLarge()
          hash.update(chunk)
          await file.write(chunk)
        }
        await file.sync()
      } catch (error) {
        await rm(pathOf(version), { force: true })
        throw error
      } finally {
        await file.close()
      }
      return { version, size, eTag: `"${hash.digest('hex')}"` }
    },
    /** Bytes first to last, both counted, of a version. */
    read(version: string, range?: { start: number; end: number }): ReadableStream<Uint8Array> {
      return Readable.toWeb(createReadStream(pathOf(version), range)) as ReadableStream<Uint8Array>
    },
    async copy(version: string): Promise<string> {
      const copy = await fresh()
      await copyFile(pathOf(version), pathOf(copy))
      return copy
    },
    async remove(versions: (string | null)[]): Promise<void> {
      await Promise.all(versions.map((version) => version && rm(pathOf(version), { force: true })))
    },
  }
}
