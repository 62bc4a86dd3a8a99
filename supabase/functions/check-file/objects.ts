import type { Client } from '../_shared/database.ts'

export const bucket = 'attachments'

/** The bytes, with the rights of the service role. */
export type Objects = {
  /** null: there is no such object. Throws when nobody knows. */
  read(path: string): Promise<Uint8Array | null>
  write(path: string, content: Uint8Array, mime: string): Promise<void>
  remove(bucket: string, paths: string[]): Promise<void>
}

export function openObjects({ storage }: Client): Objects {
  return {
    async read(path) {
      const { data, error } = await storage.from(bucket).download(path)
      if (!error) return new Uint8Array(await data.arrayBuffer())
      // hosted answers 400 and says 404 inside
      if (/not.?found/i.test(error.message)) return null
      throw error
    },
    async write(path, content, contentType) {
      // as long as a signed URL lives: what was removed must not linger in a cache
      const options = { contentType, upsert: true, cacheControl: '60' }
      const { error } = await storage.from(bucket).upload(path, content, options)
      if (error) throw error
    },
    async remove(from, paths) {
      const { error } = await storage.from(from).remove(paths)
      if (error) throw error
    },
  }
}
