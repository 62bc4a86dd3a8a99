import type { Client } from '../_shared/database.ts'

/** The bytes, with the rights of the service role. */
export type Objects = {
  /** null: there is no such object. Throws when nobody knows. */
  read(bucket: string, path: string): Promise<Uint8Array | null>
  write(bucket: string, path: string, content: Uint8Array, mime: string): Promise<void>
  remove(bucket: string, paths: string[]): Promise<void>
}

export function openObjects({ storage }: Client): Objects {
  return {
    async read(bucket, path) {
      const { data, error } = await storage.from(bucket).download(path)
      if (!error) return new Uint8Array(await data.arrayBuffer())
      // hosted answers 400 and says 404 inside
      if (/not.?found/i.test(error.message)) return null
      throw error
    },
    async write(bucket, path, content, contentType) {
      // of a room as long as a signed URL lives: what was removed must not linger in a cache; a picture of a person never changes
      const cacheControl = bucket === 'avatars' ? '31536000' : '60'
      const options = { contentType, upsert: true, cacheControl }
      const { error } = await storage.from(bucket).upload(path, content, options)
      if (error) throw error
    },
    async remove(from, paths) {
      const { error } = await storage.from(from).remove(paths)
      if (error) throw error
    },
  }
}
