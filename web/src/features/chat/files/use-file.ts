import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { failureOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import { outbox } from '../outbox/own-outbox.ts'
import { bucket, type MessageFile, storedPath, thumbnailPath } from './message-file.ts'

type Asked = Pick<MessageFile, 'id' | 'state' | 'thumbnail_bytes'>
type Size = 'small' | 'large'

/** What is stored at a path. Throws a Failure. */
async function download(path: string): Promise<Blob> {
  const { data, error } = await supabase.storage.from(bucket).download(path)
  if (!error) return data
  const status = 'status' in error && typeof error.status === 'number' ? error.status : 0
  throw failureOf({ data: null, error, status })
}

// bytes under an id never change; whoever scrolls back within ten minutes loads nothing again
const kept = { staleTime: Number.POSITIVE_INFINITY, gcTime: 600_000 }

// what still waits here needs no network to be seen
const networkOf = (state: Asked['state']) => (state === 'waiting' ? 'always' : 'online')

/** The file itself: from this device while it waits here, else from the room's storage once it is checked. */
const large = (roomId: string, { id, state }: Asked) =>
  queryOptions({
    networkMode: networkOf(state),
    queryKey: ['file', id],
    queryFn: async () => (await outbox.file(id)) ?? (await download(storedPath(roomId, id))),
    ...kept,
  })

/**
 * What a bubble shows: the thumbnail, or the picture itself where there is none or it does not come. While a picture waits here
 * it has none, and its author's screen keeps showing what it had under this key.
 */
const small = (roomId: string, file: Asked) =>
  queryOptions({
    networkMode: networkOf(file.state),
    queryKey: ['file', file.id, 'small'],
    queryFn({ client }: { client: QueryClient }) {
      const whole = () => client.fetchQuery(large(roomId, file))
      return file.thumbnail_bytes ? download(thumbnailPath(roomId, file.id)).catch(whole) : whole()
    },
    ...kept,
  })

/** A picture of a message as an address an image can show; it lives as long as the component. */
export function useFile(roomId: string, file: Asked, size: Size) {
  const { data, error, refetch, fetchStatus } = useQuery({
    ...(size === 'small' ? small : large)(roomId, file),
    enabled: file.state === 'waiting' || file.state === 'clean',
  })
  const url = useObjectUrl(file.state === 'blocked' ? undefined : data)
  return { url, error, isOffline: fetchStatus === 'paused', retry: () => void refetch() }
}

export function useObjectUrl(blob: Blob | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!blob) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => {
      setUrl(null)
      URL.revokeObjectURL(made)
    }
  }, [blob])
  return url
}
